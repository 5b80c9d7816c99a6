import type { Condition, Located } from '../../resolve/resolver.ts';
import { argument } from '../calls/arguments.ts';
import type { FrameworkFile } from '../catalog/catalog-schema.ts';
import { type LocatedCall, type Recognition } from '../recognition/recognition.ts';
import { type ToolDefinition } from './tools.ts';

/** Where a tool stands in its owner: the key or position by which it is named when it has no name of its own. */
export interface ToolPlace {
  readonly framework: FrameworkFile;
  /** Symbol of the agent or variable that holds the list. */
  readonly owner: string;
  readonly key: string | null;
  /** A bare class is a tool here: its fields are what the model fills in. */
  readonly takesClasses?: true;
  /** The field of its own object that the owner's list is: `self.tools`. */
  readonly field?: Located;
  /** What decides whether it is there at all. */
  readonly when?: Condition | undefined;
}

type Approval = ToolDefinition['approval'];

/** Left out or false is none; true is required; a function decides call by call, which is neither. */
export function approvalAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Approval {
  // The framework knows no approval: nothing can be said.
  if (paths === undefined) return null;
  const given = argument(recognition, call, paths);
  if (given.kind === 'absent') return 'none';
  if (given.kind === 'unknown' || given.unsure !== undefined) return null;
  const value = recognition.resolver.value(given.at);
  if (value.kind !== 'known') return null;
  return value.value === true ? 'required' : 'none';
}

/** Where it is said that the tool may be switched off; null where it never is. */
export function enabledAt(
  recognition: Recognition,
  call: LocatedCall,
  paths: readonly string[] | undefined,
): Condition | null {
  const given = argument(recognition, call, paths);
  if (given.kind !== 'given') return null;
  const value = recognition.resolver.value(given.at);
  if (value.kind === 'known' && value.value === true) return null;
  return { module: given.at.module, span: given.at.expr.span, isBranch: false };
}

export function symbolOf(recognition: Recognition, at: Located, place: ToolPlace, name: string): string {
  const { names } = recognition;
  const own = names.binding(at);
  if (own !== null) return own;
  const maker = names.enclosing(at);
  // A function that makes the tool gives it its name, however many agents call it; in a list it may make several.
  const isMadeElsewhere = maker !== null && maker !== place.owner && !place.owner.startsWith(`${maker}.`);
  const entry = isMadeElsewhere || maker === null ? names.entry(at) : null;
  if (isMadeElsewhere) {
    // One that gives back a record of them makes each under its key.
    const key = place.key === null ? name : (entry?.key ?? null);
    return key === null ? maker : `${maker}.${key}`;
  }
  // So does a record that the module holds for whoever takes it.
  return `${entry?.record ?? place.owner}.${entry?.record == null ? (place.key ?? name) : entry.key}`;
}
