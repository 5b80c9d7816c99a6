import { filesOf } from '../../../files-of-texts.ts';
import type { CallExpr, Expr } from '../ir.ts';
import { loadProgram, type Program } from '../program.ts';
import type { Located, Resolved } from './resolver.ts';

/** Enough of them for every case to be read at all. */
const LIBRARIES = {
  python: ['openai', 'agents', 'mcp'],
  typescript: ['ai', '@ai-sdk/openai', '@openai/agents'],
  distributions: {},
};

/** The first argument of the call `probe(…)` in the program: what the case asks about. */
export function probed(program: Program): Located {
  for (const module of program.modules.values()) {
    for (const { call, scope } of module.callSites) {
      const [expr] = call.args;
      if (isProbe(call) && expr !== undefined) return { module, scope, expr };
    }
  }
  throw new Error('the case has no probe');
}

function isProbe(call: CallExpr): boolean {
  return call.callee.kind === 'name' && call.callee.name === 'probe';
}

/** Short spelling of an answer, so that a row reads as a sentence. */
export function spelt(value: Resolved | string): string {
  if (typeof value === 'string') return JSON.stringify(value);
  switch (value.kind) {
    case 'known':
      return JSON.stringify(value.value);
    case 'env':
      return value.default === null
        ? `env ${value.name}`
        : `env ${value.name} or ${JSON.stringify(value.default)}`;
    case 'text':
      return `text ${value.parts.map(spelt).join(' + ')}`;
    case 'definition':
      return `${value.at.expr.kind} ${value.symbol ?? 'in place'}`;
    case 'package':
      return value.symbol.qualified;
    case 'parameter':
      return value.default === null
        ? `parameter ${value.name}`
        : `parameter ${value.name} = ${spelt(value.default)}`;
    case 'either':
      return `either ${value.options.map(spelt).join(' | ')}`;
    case 'unresolved':
      return 'unresolved';
  }
}

/** Names, members and calls as written; the kind of anything else. */
export function shown(expr: Expr): string {
  switch (expr.kind) {
    case 'string':
      return expr.value;
    case 'name':
      return expr.name;
    case 'member':
      return `${shown(expr.object)}.${expr.property}`;
    case 'call':
      return `${shown(expr.callee)}()`;
    default:
      return expr.kind;
  }
}

async function load(files: Readonly<Record<string, string>>): Promise<Program> {
  return loadProgram(filesOf(files), LIBRARIES);
}

/** A program whose main module imports an AI library. */
export function typescript(text: string, others: Readonly<Record<string, string>> = {}): Promise<Program> {
  return load({ 'app/main.ts': `import 'ai';\n${text}`, ...others });
}

/** As `typescript`, for Python. */
export function python(text: string, others: Readonly<Record<string, string>> = {}): Promise<Program> {
  return load({ 'app/main.py': `import openai\n${text}`, ...others });
}
