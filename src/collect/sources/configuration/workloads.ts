import { nodeFact, type Evidence, type Matcher, type NodeKind } from '#model';
import { evidenceAt, observedUnder, type ConfigurationRun } from './configuration-run.ts';
import type { Configuration } from './schema.ts';

type System = Configuration['systems'][number];

/** What can be deployed as such; models and tools are part of what is. */
const DEPLOYED: Matcher['kinds'] = ['agent', 'mcp-server', 'gateway', 'notebook'];

/** Rung 1 of the ladder: the organisation says what runs where. */
export function addWorkloads(own: ConfigurationRun, system: System, index: number): void {
  for (const [i, written] of system.workloads.entries()) {
    const at = ['systems', index, 'workloads', i];
    const evidence = evidenceAt(own, at);
    const workload = typeof written === 'string' ? { id: written } : written;
    addWorkloadNode(own, workload.id, evidence);
    // With one workload everything of the system runs there; with several only the organisation knows which.
    const isOnly = system.workloads.length === 1;
    const code = workload.code ?? (isOnly ? system.code : []);
    const services = workload.services ?? (isOnly ? system.services : []);
    if (code.length === 0 && services.length === 0) {
      own.run.gap(
        `${own.path}:${String(own.document.linesOf(at).startLine)}`,
        'unresolved',
        'a system with several workloads: code or services say what runs on each',
      );
    }
    if (code.length > 0) addDeployment(own, { kinds: DEPLOYED, paths: code }, workload.id, evidence);
    for (const where of observedUnder(services))
      addDeployment(own, { kinds: DEPLOYED, ...where }, workload.id, evidence);
  }
}

/** Precedence does not matter: edges add up. */
function addDeployment({ run }: ConfigurationRun, where: Matcher, to: string, evidence: Evidence[]): void {
  run.facts.push({ fact: 'assignment', where, precedence: 0, assign: { edge: 'deployed-as', to }, evidence });
}

/** Kind of what runs, by the ARN's own words; an id of another form is left to the sources that know it. */
function workloadKind(id: string): (NodeKind & ('function' | 'container' | 'vm')) | null {
  if (/^arn:[^:]+:lambda:[^:]*:\d{12}:function:/.test(id)) return 'function';
  if (/^arn:[^:]+:ecs:[^:]*:\d{12}:(task|service)/.test(id)) return 'container';
  return /^arn:[^:]+:ec2:[^:]*:\d{12}:instance\//.test(id) ? 'vm' : null;
}

/**
 * The workload itself, known by its ARN: the edge would otherwise end in nothing where no export of its account was
 * handed over.
 */
function addWorkloadNode({ run }: ConfigurationRun, id: string, evidence: Evidence[]): void {
  const kind = workloadKind(id);
  if (kind === null) return;
  // arn:partition:service:region:account:…, as the patterns above made sure.
  const [, , , region = '', account = ''] = id.split(':');
  const name = id.split(/[:/]/).at(-1) ?? id;
  const identifiers = [{ scheme: 'arn', value: id } as const];
  run.facts.push(nodeFact({ id, kind, name, attributes: { region, account }, identifiers, evidence }));
}
