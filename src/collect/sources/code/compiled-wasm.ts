import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { grammarWasm, parserWasm, type GrammarName } from './wasm-files.ts';

type Deserialize = (machineCode: ArrayBuffer, wasm: Uint8Array) => WebAssembly.Module | undefined;

/** Octets of a SHA-256 before the machine code, over it: the engine reads whatever it is given. */
const DIGEST_LENGTH = 32;

/** The engine keeps the machine code of a module for all threads while one holds it. */
const held = new Map<string, WebAssembly.Module | null>();
let deserialize: Deserialize | undefined;

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/**
 * A function of the engine that it offers its own tests; Node has no other way to a module's machine code. Sets a flag and sets it
 * back: never to be called while another thread runs (docs/decisions/0013).
 *
 * @throws SyntaxError where the engine has no such function.
 */
export function engineFunction(call: string, ...parameters: readonly string[]): unknown {
  setFlagsFromString('--allow-natives-syntax');
  try {
    // In brackets, as what is called at once: its body is then compiled now, while the flag is set.
    return new Script(`(function (${parameters.join(', ')}) { return ${call}; })`).runInThisContext();
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

/** Where the machine code of exactly this WebAssembly stands, or would stand. */
export function compiledWasmFile(folder: string, wasm: Uint8Array): string {
  return join(folder, `wasm-${sha256(wasm).toString('hex')}.cache`);
}

/** Machine code as it is written to a file: after a SHA-256 of it. */
export function sealed(machineCode: Uint8Array): Buffer {
  return Buffer.concat([sha256(machineCode), machineCode]);
}

/** null where the file is damaged: cut off, for one. */
function unsealed(file: Buffer): ArrayBuffer | null {
  const machineCode = file.subarray(DIGEST_LENGTH);
  if (!sha256(machineCode).equals(file.subarray(0, DIGEST_LENGTH))) return null;
  return Uint8Array.from(machineCode).buffer;
}

/** null where there is none, or none for this engine, on this processor, with its flags, which it looks at itself. */
function compiledModule(path: string, folder: string): WebAssembly.Module | null {
  const wasm = readFileSync(path);
  const file = compiledWasmFile(folder, wasm);
  const machineCode = existsSync(file) ? unsealed(readFileSync(file)) : null;
  if (machineCode === null) return null;
  deserialize ??= engineFunction('%DeserializeWasmModule(code, wasm)', 'code', 'wasm') as Deserialize;
  return deserialize(machineCode, wasm) ?? null;
}

/**
 * Takes the machine code of the parser and of grammars from where the build left it, beside this file: whoever compiles them from
 * now on, in whatever thread, is given that. To be called before a thread is started. V8 11 (Node 20) alone; where there is
 * nothing to take, they are compiled.
 *
 * @returns For how many modules it holds machine code, of this call or an earlier one.
 */
export function takeCompiledWasm(
  names: Iterable<GrammarName>,
  folder = dirname(fileURLToPath(import.meta.url)),
): number {
  if (!process.versions.v8.startsWith('11.')) return 0;
  for (const path of [parserWasm(), ...[...names].map(grammarWasm)]) {
    if (held.has(path)) continue;
    held.set(path, null);
    try {
      held.set(path, compiledModule(path, folder));
    } catch {
      // Whoever needs it compiles it, or says what is wrong with it.
    }
  }
  return [...held.values()].filter((module) => module !== null).length;
}
