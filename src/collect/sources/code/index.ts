import { createHash } from 'node:crypto';
import type { FactBatch } from '#model';
import { UNREAD_REASONS } from '#model';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { callerChecks } from './caller-checks.ts';
import { loadProgram } from './program.ts';
import { loadCatalog } from './recognise/catalog/catalog.ts';
import { librariesOf, libraryOf } from './recognise/catalog/libraries.ts';
import { recognise } from './recognise/recognise.ts';
import { nothingRecognised } from './recognise/nothing-recognised.ts';

const declaration: SourceDeclaration = {
  name: 'code',
  plane: 'declared',
  targetKinds: ['tree'],
  needs: ['the working tree of a repository; nothing is installed, imported or run'],
  reads: [
    'Python and TypeScript or JavaScript files that import an AI library, and what those import inside the tree',
    'OpenAI Agents SDK, LangChain and LangGraph, Vercel AI SDK, MCP servers of the Python and TypeScript SDKs and of FastMCP',
  ],
  enumerates: [
    'calls-tool of an agent (node:<agent>) where every tool in its list and every MCP server that adds to it was resolved; what those servers offer is theirs to enumerate',
    'provides-tool of an MCP server (node:<server>) where every registration was resolved',
  ],
  cannotSee: [
    'tools that an MCP server offers at run time',
    'names and lists that are computed, read from files or databases, or passed in from outside the program',
    'other languages, notebooks, and frameworks that the catalogue does not hold',
    'what a third-party package does inside a call that the catalogue does not hold',
  ],
  nodeKinds: [
    'agent',
    'model',
    'prompt',
    'tool',
    'mcp-server',
    'vector-store',
    'knowledge-base',
    'bucket',
    'table',
    'database',
    'secret-location',
    'cloud-role',
    'api-key',
    'access-key',
    'token',
    'certificate',
    'internet',
    'third-party',
    'untrusted-content',
  ],
  edgeKinds: [
    'calls-tool',
    'uses-model',
    'instructed-by',
    'delegates-to',
    'connects-to',
    'provides-tool',
    'retrieves-from',
    'can-read',
    'can-write',
    'egresses-to',
    'influences',
    'has-secret',
  ],
  loses: { by: UNREAD_REASONS, kinds: ['agent', 'model', 'prompt', 'tool', 'mcp-server'] },
};

/** Handed in to recognition, which says with it that a prompt or a schema changed without keeping its text. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Files of a tree out of which a source draws an open address: Terraform's alone (the source `deployment`). */
export const OPENS_ADDRESSES = /\.tf$/;

/** Agents and what they are made of, as the code of a repository declares them. */
export const code: Source = {
  declaration,
  async collect(input: SourceInput): Promise<FactBatch> {
    // Only what may import a library of the catalogue is parsed; the rest of a repository costs one read.
    const catalog = await loadCatalog();
    const program = await loadProgram(input.files, librariesOf(catalog));
    const { target, inspector } = input;
    const found = recognise(program, program.resolver, { catalog, target, inspector, hash: sha256 });
    const coverage = {
      source: declaration.name,
      plane: declaration.plane,
      target: target.id,
      window: null,
      files: program.files,
      complete: [...found.complete],
      gaps: [...program.gaps, ...found.gaps, ...nothingRecognised(program, catalog, found.facts)],
    };
    const { files, isAlone = false } = input;
    // Whether code asks who calls is a question about an open address, and takes the text of all that runs with an agent.
    const mayBeOpen = !isAlone || files.paths.some((path) => OPENS_ADDRESSES.test(path));
    if (!mayBeOpen) return { facts: found.facts, coverage: [coverage] };
    const { importedFile } = program;
    // Names without a scope may be folders of a program's own: `agents`, `ai`.
    const isLibrary = (module: string): boolean =>
      module.startsWith('@') && libraryOf(catalog, 'typescript', module) !== null;
    const searched = { target, files, importedFile, isLibrary, words: catalog.callers };
    const asking = callerChecks(searched, found.facts);
    return { facts: [...found.facts, ...asking], coverage: [coverage] };
  },
};
