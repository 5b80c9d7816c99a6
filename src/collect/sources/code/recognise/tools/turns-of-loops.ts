import type { NodeId } from '#model';
import type { FunctionIr, ModuleIr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';

/** A function inside another that a loop registers again: what the loop gave it the first time is not all that it touches. */
export function hangsOnTurn(
  { resolver }: Recognition,
  { module, fn }: { readonly module: ModuleIr; readonly fn: FunctionIr },
): boolean {
  // As an object of which class it is asked changes no body: that is read as of any.
  if (!resolver.isAssuming() || resolver.receiver() !== null) return false;
  return module.scopes[fn.scope]?.parent !== 0;
}

/** Attributes that a body is read for. */
const OF_BODY = [
  'latitude',
  'effects',
  'sinksResolved',
  'egress',
  'egressHosts',
  'returnsUntrusted',
] as const;

/** Takes back what was said for certain of a body that was read for one turn of a loop. */
export function openReach(
  { sink }: Recognition,
  tool: { readonly name: string; readonly symbol: string; readonly at: Located },
  id: NodeId,
): void {
  const where = `${tool.at.module.path}#${tool.symbol}`;
  sink.gap(where, 'unresolved', 'what its body touches in other turns of the loop that registers it');
  sink.node(
    {
      ...{ id, kind: 'tool', name: tool.name, state: stateOf(tool.at.module) },
      attributes: { effects: null, sinksResolved: false },
      evidence: [sink.evidence(tool.at)],
    },
    OF_BODY,
  );
}
