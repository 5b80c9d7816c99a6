import { kindText } from '#model';
import type { Assessment, Finding } from '#assess';
import type { GraphView } from '#graph';
import type { Change } from '../cuts.ts';
import { repairPlan, type Repair, type RepairPlan } from '../repair-plan.ts';
import { counted, listed } from './counted.ts';
import { labelled, wrap } from './layout.ts';
import type { Style } from './painter.ts';
import { nameOf } from './render-path.ts';

/** Columns. */
const INDENT = 2;
const LABEL = 3;

/** What to do first, by cause; nothing where no two findings share one. */
export function renderRepairs(assessment: Assessment, view: GraphView, style: Style): readonly string[] {
  const plan = repairPlan(assessment, view);
  if (plan.repairs.length === 0) return [];
  const { paint, width } = style;
  return [
    ...wrap(headText(plan, assessment), width).map(paint.bold),
    ...plan.repairs.flatMap((one, index) => repairLines(one, index + 1, view, style)),
    ...(plan.alone.length === 0
      ? []
      : labelled(
          '·',
          `what is left, each by itself: ${plan.alone.map(idText).join(', ')}`,
          INDENT,
          LABEL,
          width,
          paint,
        )),
    '',
  ];
}

/** What ends and what becomes a question are counted apart: a question is no pass. */
function headText({ repairs }: RepairPlan, { findings }: Assessment): string {
  const urgent = (of: readonly Finding[]): number =>
    of.filter((one) => one.priority?.outcome === 'fix-now').length;
  const all = urgent(findings);
  const changes = counted(repairs.length, 'change');
  const s = repairs.length === 1 ? 's' : '';
  const settled = urgent(repairs.flatMap((one) => one.settles));
  const opened = urgent(repairs.flatMap((one) => one.opens));
  if (all === 0) return `START HERE: ${changes} that more than one finding comes from`;
  const parts = [
    ...(settled > 0 ? [`settle${s} ${String(settled)}`] : []),
    ...(opened > 0 ? [`turn${s} ${String(opened)} into open questions`] : []),
  ];
  return `START HERE: ${changes} ${parts.join(' and ')} of the ${String(all)} to fix now`;
}

function repairLines(repair: Repair, number: number, view: GraphView, style: Style): readonly string[] {
  const { paint, width } = style;
  const who = repair.holders.join(', ') || 'nobody is named for it';
  const effects = [
    ...(repair.settles.length > 0 ? [`settles ${repair.settles.map(idText).join(', ')}`] : []),
    ...(repair.opens.length > 0
      ? [
          `turns ${repair.opens.map(idText).join(', ')} into ${repair.opens.length === 1 ? 'an open question' : 'open questions'}`,
        ]
      : []),
    ...(repair.shrinks.length > 0 ? [`shrinks ${repair.shrinks.map(idText).join(', ')}`] : []),
  ];
  const text = `${changeText(repair.change, view)} (${who})`;
  return [
    ...labelled(String(number), text, INDENT, LABEL, width, { ...paint, dim: paint.bold }),
    ...labelled('', effects.join('; '), INDENT, LABEL, width, paint),
  ];
}

function idText(finding: Finding): string {
  return `${finding.id} ${finding.rule}`;
}

/** As an order: it is read by who does it. */
function changeText(change: Change, view: GraphView): string {
  switch (change.kind) {
    case 'policy': {
      const names = change.statements.map((one) => (one.startsWith('#') ? one : `"${one}"`));
      const which =
        names.length === 0 ? '' : `, ${names.length === 1 ? 'statement' : 'statements'} ${listed(names)},`;
      const on = nameOf(change.attachedTo, view);
      // A resource has one policy; an identity may have many, each with a name.
      return change.on === 'resource'
        ? `narrow the policy of ${on}${which.replace(/,$/, '')}`
        : `narrow policy ${change.policy.slice(change.policy.lastIndexOf('/') + 1)}${which} of ${on}`;
    }
    case 'edge':
      return change.why;
    case 'asset':
      return `${kindText(change.asset.kind)} ${change.asset.name}: ${change.fix.replace(/\.$/, '')}`;
  }
}
