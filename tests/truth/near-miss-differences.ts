import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '#assess';
import type { NamedScan } from './estate-names.ts';
import type { NearMiss, Truth } from './truth-schema.ts';

type OfFile = Extract<NearMiss, { file: string }>;
type OfRule = Exclude<NearMiss, OfFile>;

/** A near miss must be near: the file is there and holds what could be mistaken. */
function fileDifferences(near: OfFile, { view }: NamedScan, system: string): readonly string[] {
  const { file, holds, kind, named, why } = near;
  const [target = '', ...rest] = file.split('/');
  const [path, full] = [rest.join('/'), join(system, file)];
  if (!existsSync(full)) return [`${file}: there is no such file`];
  if (!readFileSync(full, 'utf8').includes(holds)) return [`${file}: does not hold ${holds}`];
  return view
    .nodes(kind)
    .filter((node) => named === undefined || node.name === named)
    .filter(({ evidence }) => evidence.some(({ at, target: of }) => of === target && at.path === path))
    .map((node) => `${kind} ${node.name}: the scan makes it of ${holds} in ${file} (${why})`);
}

function silence(near: OfRule, findings: readonly Finding[], { nodeOf }: NamedScan): readonly string[] {
  const { rule, asset, why } = near;
  const title = `${rule} on ${asset}`;
  if ('unsaid' in near) {
    const { unsaid, said } = near;
    const messages = findings.map(({ message }) => message);
    return [
      ...(messages.some((one) => one.includes(said)) ? [] : [`${title}: does not say "${said}"`]),
      ...messages
        .filter((one) => one.includes(unsaid))
        .map((one) => `${title}: says "${unsaid}" (${why}): ${one}`),
    ];
  }
  const subject = 'subject' in near ? (nodeOf(near.subject)?.id ?? null) : null;
  const about = 'subject' in near ? findings.filter((one) => one.subject === subject) : findings;
  return about.map(({ verdict }) => `${title}: ${verdict}, and must stay silent (${why})`);
}

/** Whether the rule looked at all: a verdict that is a finding is not silence, and a rule that looked is not absent. */
function ruleDifferences(near: OfRule, named: NamedScan, rules: readonly string[]): readonly string[] {
  const { rule, asset } = near;
  const node = named.nodeOf(asset);
  if (!rules.includes(rule)) return [`${rule} on ${asset}: there is no such rule`];
  if (node === null) return [`${rule} on ${asset}: the scan has no such asset`];
  if ('subject' in near && named.nodeOf(near.subject) === null)
    return [`${rule} on ${asset} / ${near.subject}: the scan has no such asset`];
  const { findings, verdicts } = named.scan.assessment;
  const spoken = verdicts.filter((one) => one.rule.id === rule && one.node.id === node.id);
  // Tests and templates are not asked; of what is live the rule must have said that it is in order, or none of its business.
  if (node.state === 'active' && spoken.length === 0)
    return [`${rule} on ${asset}: the rule does not look at it`];
  return silence(
    near,
    findings.filter((one) => one.rule === rule && one.asset === node.id),
    named,
  );
}

/**
 * What looks like a finding and must not be one.
 *
 * @param rules Ids of all rules that were asked.
 * @param system The folder of the system, for what stands in its files.
 */
export function nearMissDifferences(
  truth: Truth,
  named: NamedScan,
  rules: readonly string[],
  system: string,
): readonly string[] {
  return truth.nearMisses.flatMap((near) =>
    'file' in near ? fileDifferences(near, named, system) : ruleDifferences(near, named, rules),
  );
}
