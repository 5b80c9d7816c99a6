import type { CallExpr, FunctionIr, ModuleIr } from '../../ir.ts';
import { textArgument } from '../calls/arguments.ts';
import type { InFramework } from '../catalog/catalog.ts';
import { addDraftedAgents } from './graph-agents.ts';
import { emptyDraft, type GraphDraft } from './graph-draft.ts';
import { readNode } from './graph-nodes.ts';
import {
  calledSymbol,
  isCall,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** LangGraph's functional API: a function that runs as a graph does (docs.langchain.com, "Functional API overview"). */
const PYTHON = 'langgraph.func.entrypoint';
const TYPESCRIPT = '@langchain/langgraph#entrypoint';

/** A function that is a graph, and the call that makes it one. */
interface Workflow {
  readonly made: LocatedCall;
  readonly module: ModuleIr;
  readonly fn: FunctionIr;
  readonly symbol: string;
  readonly name: string | null;
}

/** Whether a module can name the entry point: few do. */
function mayHold({ imports }: ModuleIr): boolean {
  return imports.some(({ imported, module }) => imported === 'entrypoint' || module === 'langgraph.func');
}

/** `@entrypoint(checkpointer=…)` over a function. */
function decorated(recognition: Recognition, module: ModuleIr): readonly Workflow[] {
  return module.scopes.flatMap(({ functions }) =>
    functions.flatMap((fn) => {
      const scope = module.scopes[fn.scope]?.parent ?? 0;
      return fn.decorators.flatMap(({ expr }) => {
        const made = { module, scope, expr };
        if (!isCall(made) || calledSymbol(recognition, made)?.symbol !== PYTHON) return [];
        return [{ made, module, fn, symbol: fn.symbol ?? fn.name ?? 'entrypoint', name: fn.name }];
      });
    }),
  );
}

/** `entrypoint({ name: "…" }, async (input) => …)`. */
function called(recognition: Recognition, module: ModuleIr): readonly Workflow[] {
  return module.callSites.flatMap(({ call: expr, scope }) => {
    const made: LocatedCall = { module, scope, expr };
    if (calledSymbol(recognition, made)?.symbol !== TYPESCRIPT) return [];
    const [, body] = expr.args;
    const found = body === undefined ? null : recognition.resolver.fn(within(made, body));
    if (found === null) return [];
    const name = textArgument(recognition, made, ['0.name', '0']);
    return [{ made, ...found, symbol: recognition.names.unique('agent', made), name }];
  });
}

/** Agents that are written as one function, and run as a graph. */
export function addFunctionalAgents(recognition: Recognition): void {
  const entry = [...recognition.catalog.graphs.values()].find(
    ({ framework }) => framework.id === 'langchain',
  );
  if (entry === undefined) return;
  const drafts = new Map<CallExpr, GraphDraft>();
  for (const module of recognition.program.modules.values()) {
    if (!mayHold(module)) continue;
    const found = module.language === 'python' ? decorated(recognition, module) : called(recognition, module);
    for (const workflow of found) drafts.set(workflow.made.expr, draftOf(recognition, entry, workflow));
  }
  addDraftedAgents(recognition, drafts, 'what its function calls beside what was found');
}

function draftOf(
  recognition: Recognition,
  entry: InFramework<'graphs'>,
  { made, module, fn, symbol, name }: Workflow,
): GraphDraft {
  const draft = emptyDraft({ made, entry }, symbol);
  draft.name = name;
  readNode(recognition, draft, { module, fn }, new Set(), 0);
  return draft;
}
