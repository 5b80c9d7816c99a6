import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { parserWasmFiles } from '#collect';
import { engineBuild } from './engine-build.ts';

type Deserialize = (machineCode: ArrayBuffer, wasm: Uint8Array) => WebAssembly.Module | undefined;

/** Octets of a SHA-256 before the machine code, over it: the engine reads whatever it is given. */
const DIGEST_LENGTH = 32;

/** The engine keeps the machine code of a module for all threads while one holds it. */
const held = new Map<string, WebAssembly.Module | null>();

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

/** Where the machine code of exactly this WebAssembly for this engine stands, or would stand. */
export function compiledWasmFile(folder: string, wasm: Uint8Array, engine: string): string {
  const hash = createHash('sha256').update(engine).update(wasm).digest('hex');
  return join(folder, `wasm-${hash}.cache`);
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

/**
 * Takes the machine code of the parser and its grammars from where the build left it, beside this file: whoever compiles them from
 * now on, in whatever thread, is given that. To be called before a thread is started. V8 11 (Node 20) alone; where there is
 * nothing for this build of the engine, under its flags, they are compiled.
 *
 * @returns For how many modules it holds machine code, of this call or an earlier one.
 */
export function takeCompiledWasm(folder = import.meta.dirname): number {
  if (process.versions.v8.startsWith('11.'))
    for (const path of installedFiles()) if (!held.has(path)) held.set(path, null);
  const waiting = [...held].flatMap(([path, module]) => (module === null ? [path] : []));
  const engine = engineBuild();
  const sources = waiting.flatMap((path) => compiledSource(path, folder, engine) ?? []);
  if (sources.length > 0) deserialized(sources);
  return [...held.values()].filter((module) => module !== null).length;
}

/** None where the packages are not there: the source that parses says so. */
function installedFiles(): readonly string[] {
  try {
    return parserWasmFiles();
  } catch {
    return [];
  }
}

/** A module, as it was published and as the build compiled it. */
interface CompiledSource {
  readonly path: string;
  readonly wasm: Buffer;
  readonly machineCode: ArrayBuffer;
}

/** null where there is none for this engine, or where it is damaged. */
function compiledSource(path: string, folder: string, engine: string): CompiledSource | null {
  try {
    const wasm = readFileSync(path);
    const file = compiledWasmFile(folder, wasm, engine);
    const machineCode = existsSync(file) ? unsealed(readFileSync(file)) : null;
    return machineCode === null ? null : { path, wasm, machineCode };
  } catch {
    // Whoever needs it says what is wrong with it.
    return null;
  }
}

function deserialized(sources: readonly CompiledSource[]): void {
  try {
    const deserialize = engineFunction('%DeserializeWasmModule(code, wasm)', 'code', 'wasm') as Deserialize;
    for (const { path, wasm, machineCode } of sources) held.set(path, deserialize(machineCode, wasm) ?? null);
  } catch {
    // They are compiled.
  }
}
