import { readFile } from 'node:fs/promises';
import { Parser, type ParseOptions } from 'web-tree-sitter';
import { parserWasm } from './wasm-files.ts';

/** UTF-16 code units that the binding's buffer holds, its terminator apart. */
const BUFFER_UNITS = 10 * 512 - 1;

const NEVER_LATE = (): boolean => false;

type Imports = WebAssembly.Imports;
/** Asked for the text from `index` on, in UTF-16 code units; writes it at `buffer`, and how much it was at `lengthAddress`. */
type ParseCallback = (
  buffer: number,
  index: number,
  row: number,
  column: number,
  lengthAddress: number,
) => void;

/** The parser's WebAssembly module, started, and the text that it is about to be asked to parse. */
export interface ParserModule {
  /** What the binding made its module out of. */
  readonly module: object;
  /**
   * Before each parse: the text, which is then not read through the binding, and who says that it takes too long, asked every hundred
   * steps of the parser.
   *
   * @returns What the binding has to be told of that.
   */
  read(text: string, isLate?: () => boolean): ParseOptions;
  /** The parser's memory as it is now; null where the binding keeps it elsewhere than it did. */
  memory(): ArrayBuffer | null;
}

/**
 * The binding copies a text into WebAssembly's memory code unit by code unit, in JavaScript, and makes an object for each question
 * whether to go on; Node copies it at once (docs/decisions/0013). Left as it is where the binding imports something else than it did.
 */
class DirectInput {
  private text = '';
  private isLate = NEVER_LATE;
  /** Who else is to be told of lateness; nobody where the parser asks here. */
  private asksHere = false;
  memory: WebAssembly.Memory | null = null;
  private bytes = Buffer.alloc(0);

  read(text: string, isLate = NEVER_LATE): ParseOptions {
    this.text = text;
    this.isLate = isLate;
    return this.asksHere ? {} : { progressCallback: isLate };
  }

  into(imports: Imports): Imports {
    const { env } = imports;
    const { memory, tree_sitter_parse_callback: callback, tree_sitter_progress_callback: goesOn } = env ?? {};
    if (!(memory instanceof WebAssembly.Memory) || typeof callback !== 'function') return imports;
    this.memory = memory;
    const direct: ParseCallback = (buffer, index, _row, _column, lengthAddress) => {
      this.write(buffer, index, lengthAddress);
    };
    const reading = { ...env, tree_sitter_parse_callback: direct };
    if (typeof goesOn !== 'function') return { ...imports, env: reading };
    this.asksHere = true;
    return { ...imports, env: { ...reading, tree_sitter_progress_callback: () => this.isLate() } };
  }

  private write(buffer: number, index: number, lengthAddress: number): void {
    const memory = this.memory?.buffer;
    if (memory === undefined) return;
    // A memory that grew has a new buffer, and the old one is empty.
    if (this.bytes.buffer !== memory) this.bytes = Buffer.from(memory);
    const part = this.text.slice(index, index + BUFFER_UNITS);
    this.bytes.write(part, buffer, 'utf16le');
    this.bytes.writeUInt32LE(part.length, lengthAddress);
  }
}

/**
 * Starts the parser; once a thread.
 *
 * @throws Where the module cannot be read or started: the package is broken, not the input.
 */
export async function startParser(): Promise<ParserModule> {
  const compiled = await WebAssembly.compile(await readFile(parserWasm()));
  const input = new DirectInput();
  let failed: (error: unknown) => void = () => undefined;
  // The binding waits for an instance and hears of no failure.
  const failure = new Promise<never>((_resolve, reject) => (failed = reject));
  const module = {
    instantiateWasm(
      imports: Imports,
      receive: (instance: WebAssembly.Instance, from: WebAssembly.Module) => void,
    ): void {
      WebAssembly.instantiate(compiled, input.into(imports)).then((instance) => {
        receive(instance, compiled);
      }, failed);
    },
  };
  await Promise.race([Parser.init(module), failure]);
  return {
    module,
    read: (text, isLate) => input.read(text, isLate),
    memory: () => input.memory?.buffer ?? null,
  };
}
