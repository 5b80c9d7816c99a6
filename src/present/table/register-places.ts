import type { NodeKind } from '#model';
import type { GraphView } from '#graph';
import type { PlaceName } from './places.ts';

/** Registers as the texts of rules name them, and what stands in them. */
const REGISTERS: Readonly<Record<string, NodeKind>> = {
  'governance/approvals.yaml': 'approval',
  'governance/charters.yaml': 'charter',
  'governance/sanctions.yaml': 'sanction',
};
const NAMED = /\bgovernance\/(?:approvals|charters|sanctions)\.yaml/g;

/** A rule names a register by where one is usually kept; where the scan read exactly one, that is the file to open. */
export function registerPlaces(view: GraphView, place: PlaceName): (text: string) => string {
  return (text) =>
    text.replaceAll(NAMED, (named) => {
      const kind = REGISTERS[named];
      const files = (kind === undefined ? [] : view.nodes(kind)).flatMap(({ evidence }) =>
        evidence.map(({ target, at }) => place(target, at.path)),
      );
      const [only = named, ...others] = new Set(files);
      return others.length === 0 ? only : named;
    });
}
