import type { Language } from '../ir.ts';

/** What stands in every way to read the environment: `os.environ`, `getenv`, `dotenv_values`; `process.env`, `import.meta.env`, `Deno.env`. */
const ENVIRONMENT: Readonly<Record<Language, RegExp>> = {
  python: /environ|getenv|dotenv_values/,
  typescript: /\.env\b|['"`]env['"`]/,
};

/** Packages of the SDKs whose servers are told the name of the tool that is called. */
const SERVER_SDK = /^(mcp(\.|$)|@modelcontextprotocol\/)/;

/** Whether the text of a module may read the environment at all. */
export function readsEnvironment(language: Language, text: string): boolean {
  return ENVIRONMENT[language].test(text);
}

/** What makes a table, as it is written in a statement of SQL. */
const TABLE = /create(?:\s|\\[nrt])+(?:unlogged(?:\s|\\[nrt])+)?table\b/i;

/** Whether a statement of a module may make a table with a column of vectors: plain searches first, which few texts pass. */
export function mayMakeVectorTable(text: string): boolean {
  return (text.includes('vec') || text.includes('VEC')) && TABLE.test(text);
}

export function isServerSdk(module: string): boolean {
  return SERVER_SDK.test(module);
}
