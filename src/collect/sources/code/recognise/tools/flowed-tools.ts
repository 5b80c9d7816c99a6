import type { Condition, Located } from '../../resolve/resolver.ts';
import { toolAt } from './framework-tools.ts';
import type { Recognition } from '../recognition/recognition.ts';
import type { ToolPlace } from './tool-place.ts';
import type { AddedTool } from './tools.ts';
import { entriesOf, type Flow } from '../values/flow.ts';
import { ValueFlow } from '../values/value-flow.ts';

/** Sets in sets of tools. */
const MAX_NESTED = 4;

/** A tool, and what decides where it is there only in some cases. */
interface FlowedTool {
  readonly tool: AddedTool;
  readonly when: Condition | undefined;
}

/** One value of a list or a record: a tool as it stands, or what a function makes of it. */
function given(flow: ValueFlow, value: Flow, place: ToolPlace, depth: number): readonly FlowedTool[] {
  if (depth > MAX_NESTED) return [];
  const tool = value.kind === 'at' ? toolAt(flow.recognition, value.at, place) : null;
  if (tool !== null) return [{ tool, when: place.when ?? value.when }];
  return flow.heads(value).flatMap((head) => {
    if (head.kind !== 'at') return held(flow, head, place, depth + 1);
    const made =
      value.kind === 'at' && head.at.expr === value.at.expr ? null : toolAt(flow.recognition, head.at, place);
    return made === null ? [] : [{ tool: made, when: place.when ?? head.when }];
  });
}

/** Every tool in a list or a record. */
function held(flow: ValueFlow, head: Flow, place: ToolPlace, depth: number): readonly FlowedTool[] {
  if (head.kind === 'record')
    return entriesOf(head).flatMap(({ key, value }) =>
      given(flow, value, { ...place, key: key.kind === 'text' ? key.text : null }, depth),
    );
  return flow.elements(head).flatMap((value) => given(flow, value, place, depth));
}

/**
 * Tools that the program's own functions put together (`mergeToolsets(common, new DbTools(pool))`), which the resolver does not
 * follow. What such a function leaves out or adds besides is not known: what is found is never all.
 */
export function flowedTools(recognition: Recognition, at: Located, place: ToolPlace): readonly FlowedTool[] {
  const flow = new ValueFlow(recognition);
  return flow
    .heads({ kind: 'at', at, frame: null })
    .filter(({ kind }) => kind !== 'at')
    .flatMap((head) => held(flow, head, place, 0));
}
