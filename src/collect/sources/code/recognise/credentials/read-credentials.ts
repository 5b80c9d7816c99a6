import type { Assignment, Expr, ModuleIr } from '../../ir.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { addEnvCredential } from './credentials.ts';
import { environmentsHeld, readOfHeld, type HeldEnvironments } from './environment-holders.ts';
import { environmentReads } from './environment-reads.ts';
import { addSchemaCredentials } from './environment-schemas.ts';

/** First names of every way to read the environment. */
const ENVIRONMENT_ROOTS: ReadonlySet<string> = new Set([
  'process',
  'import',
  'os',
  'environ',
  'getenv',
  'Deno',
  'Bun',
]);

/** Gives what a file of settings says (python-dotenv). */
const SETTINGS = 'dotenv_values';
const NONE: ReadonlySet<string> = new Set();

/** Whether the expression starts where the environment does: the cheap question before the resolver is asked. */
function startsAtEnvironment(expr: Expr, others: ReadonlySet<string>): boolean {
  let at = expr;
  // A chain that is longer starts elsewhere.
  for (let step = 0; step < 8; step += 1) {
    if (at.kind === 'name') return step > 0 && (ENVIRONMENT_ROOTS.has(at.name) || others.has(at.name));
    // Not lowered, as it is no name.
    if (at.kind === 'unknown') return at.text.startsWith('import.meta');
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else return false;
  }
  return false;
}

/** Names that hold what a file of settings says, as `dotenv_values()` gives it. */
function settingsNames({ scopes }: ModuleIr): ReadonlySet<string> {
  const holds = ({ value }: Assignment): boolean =>
    value.kind === 'call' &&
    ((value.callee.kind === 'name' && value.callee.name === SETTINGS) ||
      (value.callee.kind === 'member' && value.callee.property === SETTINGS));
  return new Set(scopes.flatMap(({ assignments }) => assignments.filter(holds).map(({ target }) => target)));
}

/** Goes through the expressions of one module that may read a variable. */
class Reads {
  readonly #recognition: Recognition;
  readonly #module: ModuleIr;
  /** Names that hold what a file of settings says. */
  readonly #settings: ReadonlySet<string>;
  readonly #held: HeldEnvironments;

  constructor(recognition: Recognition, module: ModuleIr) {
    this.#recognition = recognition;
    this.#module = module;
    this.#settings = module.language === 'python' ? settingsNames(module) : NONE;
    this.#held = environmentsHeld(recognition, module);
  }

  /** Assignments and arguments: where a key is kept and where it is handed over. */
  add(): void {
    const { scopes, callSites } = this.#module;
    scopes.forEach(({ assignments, functions }, index) => {
      for (const { value } of assignments) this.#look(index, value);
      // What is read by the name of a process' own environment is found in any text; a holder's name may be anything.
      if (this.#held.size > 0)
        for (const { scope, returns } of functions) for (const one of returns) this.#look(scope, one);
    });
    for (const { call, scope } of callSites) {
      this.#look(scope, call);
      for (const arg of call.args) this.#look(scope, arg);
      for (const { value } of call.named) this.#look(scope, value);
    }
  }

  /** Through alternatives, lists and objects alone: what is inside another call is looked at with that call. */
  #look(scope: number, expr: Expr): void {
    if (expr.kind === 'either') for (const option of expr.options) this.#look(scope, option);
    else if (expr.kind === 'list') for (const item of expr.items) this.#look(scope, item);
    else if (expr.kind === 'object') for (const { value } of expr.entries) this.#look(scope, value);
    // `Bearer ${process.env.KEY}`.
    else if (expr.kind === 'template') {
      for (const part of expr.parts) if (typeof part !== 'string') this.#look(scope, part);
    } else {
      const own = startsAtEnvironment(expr, this.#settings) ? expr : null;
      const read = readOfHeld(this.#held, this.#module, scope, expr) ?? own;
      if (read !== null) this.#tell(scope, read);
    }
  }

  #tell(scope: number, expr: Expr): void {
    const at = { module: this.#module, scope, expr };
    for (const read of environmentReads(this.#recognition.resolver.value(at)))
      addEnvCredential(this.#recognition, read.name, read.at, 'listed');
  }
}

/** Reads of the environment whose name is a listed credential, wherever they stand. */
export function addReadCredentials(recognition: Recognition): void {
  for (const module of recognition.program.modules.values()) {
    if (!module.readsEnvironment) continue;
    addSchemaCredentials(recognition, module);
    new Reads(recognition, module).add();
  }
}
