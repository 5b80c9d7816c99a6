import {
  err,
  globalId,
  nodeFact,
  ok,
  type AssignmentFact,
  type Evidence,
  type FactBatch,
  type Matcher,
  type NodeId,
  type NodeKind,
  type Result,
  UNREAD_REASONS,
} from '#model';
import { ownerNode } from '../../owner.ts';
import type { Source, SourceDeclaration, SourceInput } from '../../source.ts';
import { startRun, type SourceRun } from '../../source-run.ts';
import { checkStrictly, readYaml, type YamlDocument, type YamlProblem } from '../../strict-yaml.ts';
import { evidenceAt, observedUnder, type ConfigurationRun } from './configuration-run.ts';
import { Configuration } from './schema.ts';
import { addWorkloads } from './workloads.ts';

const declaration: SourceDeclaration = {
  name: 'configuration',
  plane: 'declared',
  targetKinds: ['configuration'],
  needs: ['sightline.config.yaml, written by the organisation'],
  reads: ['sightline.config.yaml'],
  enumerates: ['nothing: where it is silent the answer is unknown'],
  cannotSee: ['whether what it says is still true'],
  nodeKinds: ['system', 'account', 'function', 'container', 'vm', 'human', 'group'],
  edgeKinds: ['owned-by'],
  loses: { by: UNREAD_REASONS, kinds: [] },
};

/** What only the organisation knows: systems, environments, sensitivity, accounts. */
export const configuration: Source = { declaration, collect };

/**
 * Broad words first: each section may be corrected by the next, and within one the later entry wins. A million apart, since an
 * organisation with thousands of accounts lists them all and a file of 2 MB holds no million entries.
 */
const PRECEDENCE = { owner: 0, account: 1_000_000, system: 2_000_000, section: 3_000_000 };

/** The checked values, and the document that knows their lines. */
interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly document: YamlDocument;
}

/**
 * The configuration for whoever needs it before anything is collected: targets, thresholds of rules. Every problem of
 * the file at once, each with its line: it is written by hand. The graph gets the same file as a target of its own, so
 * that each of its words is evidence with a line.
 */
export function readConfiguration(
  text: string,
): Result<
  { readonly configuration: Configuration; readonly lineOf: (path: readonly string[]) => number },
  readonly YamlProblem[]
> {
  const read = readDocument(text);
  if (!read.ok) return read;
  const { configuration, document } = read.value;
  return ok({ configuration, lineOf: (path) => document.linesOf(path).startLine });
}

function readDocument(text: string): Result<ReadConfiguration, readonly YamlProblem[]> {
  const document = readYaml(text);
  if (!document.ok) return err([document.error]);
  const checked = checkStrictly(document.value, Configuration, {
    // An empty file is a configuration that says nothing.
    value: document.value.value ?? {},
    path: [],
  });
  return checked.ok ? ok({ configuration: checked.value, document: document.value }) : checked;
}

function collect(input: SourceInput): Promise<FactBatch> {
  const run = startRun(declaration, input);
  // A target of this kind is one file, whatever it is called, or the folder around it.
  const [only, ...more] = input.files.paths;
  const path = more.length === 0 ? only : input.files.paths.find((name) => name === 'sightline.config.yaml');
  const text = path === undefined ? null : run.text(path);
  if (path === undefined || text === null) return Promise.resolve(run.batch());
  const read = readDocument(text);
  if (read.ok) addAll({ run, path, document: read.value.document }, read.value.configuration);
  else {
    for (const { line, reason, detail } of read.error) {
      run.gap(line === null ? path : `${path}:${String(line)}`, reason, run.input.inspector.redact(detail));
    }
  }
  return Promise.resolve(run.batch());
}

/** What the file says of targets and of rules is for the shell, and makes no fact. */
function addAll(
  own: ConfigurationRun,
  { systems, environments, sensitivity, accounts }: Configuration,
): void {
  for (const [i, account] of accounts.entries()) addAccount(own, account, i);
  for (const [i, system] of systems.entries()) addSystem(own, system, i);
  for (const [i, { where, environment }] of environments.entries()) {
    const evidence = evidenceAt(own, ['environments', i]);
    assign(own.run, { where, precedence: PRECEDENCE.section + i, attribute: { environment }, evidence });
  }
  for (const [i, { where, ...attribute }] of sensitivity.entries()) {
    const evidence = evidenceAt(own, ['sensitivity', i]);
    assign(own.run, { where, precedence: PRECEDENCE.section + i, attribute, evidence });
  }
}

/** One entry that says several attributes of whatever its matcher finds. */
interface AttributeAssignment {
  readonly where: Matcher;
  readonly precedence: number;
  readonly attribute: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly evidence: Evidence[];
}

/** What is left out of an entry is not said: another entry may say it. */
function assign(run: SourceRun, { where, precedence, attribute, evidence }: AttributeAssignment): void {
  for (const [name, value] of Object.entries(attribute)) {
    if (value === undefined) continue;
    run.facts.push({ fact: 'assignment', where, precedence, assign: { attribute: name, value }, evidence });
  }
}

function addAccount(own: ConfigurationRun, account: Configuration['accounts'][number], index: number): void {
  const { id, name, standalone, environment } = account;
  const evidence = evidenceAt(own, ['accounts', index]);
  const attributes = {
    ...(standalone === undefined ? {} : { standalone }),
    ...(environment === undefined ? {} : { environment }),
  };
  const said = own.run.input.inspector.redact(name ?? id);
  own.run.facts.push(nodeFact({ id, kind: 'account', name: said, attributes, evidence }));
  const precedence = PRECEDENCE.account + index;
  // The account's environment holds for everything in it until a system says otherwise.
  assign(own.run, { where: { accounts: [id] }, precedence, attribute: { environment }, evidence });
}

/** Every way in which the configuration says what belongs to a system: any one of them is enough. */
function memberMatchers(system: Configuration['systems'][number]): Matcher[] {
  const workloads = system.workloads.map((workload) =>
    typeof workload === 'string' ? workload : workload.id,
  );
  const services = [
    ...system.services,
    ...system.workloads.flatMap((w) => (typeof w === 'string' ? [] : (w.services ?? []))),
  ];
  return [
    ...(system.code.length === 0 ? [] : [{ paths: system.code }]),
    // What telemetry alone has shown belongs to the system that its service is listed under.
    ...observedUnder(services),
    ...(workloads.length === 0 ? [] : [{ ids: workloads }]),
    ...system.matchers,
  ];
}

function addSystem(own: ConfigurationRun, system: Configuration['systems'][number], index: number): void {
  const { run } = own;
  const redact = (text: string): string => run.input.inspector.redact(text);
  const evidence = evidenceAt(own, ['systems', index]);
  const id: NodeId = globalId('system', redact(system.name));
  const { environment, criticality, owner, purpose } = system;
  const attributes = {
    ...(purpose === undefined ? {} : { purpose: redact(purpose) }),
    ...(owner === undefined ? {} : { owner: redact(owner) }),
    ...(environment === undefined ? {} : { environment }),
    ...(criticality === undefined ? {} : { criticality }),
  };
  run.facts.push(
    nodeFact<NodeKind & 'system'>({ id, kind: 'system', name: redact(system.name), attributes, evidence }),
  );
  const ownedBy = owner === undefined ? null : ownerNode(redact(owner), evidence);
  // As a node of its own, since an edge without its end is refused.
  if (ownedBy !== null) run.facts.push(ownedBy);
  // The system itself first: it has an owner, and is not contained in itself.
  for (const where of [{ kinds: ['system'], ids: [id] } satisfies Matcher, ...memberMatchers(system)]) {
    const isSelf = where.ids?.[0] === id;
    const shared = { fact: 'assignment', where, evidence } as const;
    if (ownedBy !== null) {
      const assigned: AssignmentFact['assign'] = { edge: 'owned-by', to: ownedBy.id };
      // Lowest of all: CODEOWNERS knows better who owns a part.
      run.facts.push({ ...shared, precedence: PRECEDENCE.owner, assign: assigned });
    }
    if (isSelf) continue;
    run.facts.push({
      ...shared,
      precedence: PRECEDENCE.system + index,
      assign: { edge: 'contains', from: id },
    });
    assign(run, {
      where,
      precedence: PRECEDENCE.system + index,
      attribute: { environment, criticality },
      evidence,
    });
  }
  addWorkloads(own, system, index);
}
