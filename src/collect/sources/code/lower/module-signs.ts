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

export function isServerSdk(module: string): boolean {
  return SERVER_SDK.test(module);
}
