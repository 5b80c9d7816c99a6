import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { FindingCut } from '#assess';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';

// The estate's telemetry saw order_report read the customers' table. Whoever follows the advice and takes the grant away must
// see the finding go with the next scan: the old log is still there.
const SYSTEM = 'estate/support-chatbot';
const AUTHORIZATION = 'aws-export/111122223333/account-authorization-details.json';
const CUSTOMERS = 'arn:aws:dynamodb:eu-west-1:111122223333:table/fennelrook-customers';

// What the three verbs mean of a table, as the service authorization reference lists the actions of DynamoDB.
const ACTIONS = {
  read: ['Get*', 'BatchGet*', 'Query', 'Scan', 'PartiQLSelect', 'ExportTableToPointInTime'],
  write: ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQL*'],
  admin: ['PutResourcePolicy', 'DeleteResourcePolicy', 'DeleteTable'],
};

const Authorization = z.looseObject({
  RoleDetailList: z.array(
    z.looseObject({
      RoleName: z.string(),
      RolePolicyList: z.array(
        z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(z.unknown()) }) }),
      ),
    }),
  ),
});

const folder = mkdtempSync(join(tmpdir(), 'sightline-cut-'));
let before: Scan;

function scanOf(system: string): Promise<Scan> {
  const config = `${system}/sightline.config.yaml`;
  const request = { targets: [], config, cwd: process.cwd(), now: '2026-11-21T08:00:00Z' };
  return scan(request, loadContent(), openInspector({ ...process.env, XDG_STATE_HOME: '/nonexistent' }));
}

/** The statements of the one inline policy of the role that order_report becomes, changed in a copy of the export. */
function withStatements(
  name: string,
  change: (statements: readonly unknown[]) => readonly unknown[],
): string {
  const copy = join(folder, name);
  cpSync(SYSTEM, copy, { recursive: true });
  const path = join(copy, AUTHORIZATION);
  const details = Authorization.parse(JSON.parse(readFileSync(path, 'utf8')));
  const roles = details.RoleDetailList.filter((role) => role.RoleName === 'support-orders-mcp');
  const policies = roles.flatMap((role) => role.RolePolicyList);
  expect(policies).toHaveLength(1);
  for (const { PolicyDocument } of policies) PolicyDocument.Statement = [...change(PolicyDocument.Statement)];
  writeFileSync(path, JSON.stringify(details));
  return copy;
}

function approvals(found: Scan): readonly string[] {
  return found.assessment.findings
    .filter((finding) => finding.rule === 'SL-DAT-001')
    .map((finding) => `${finding.verdict} ${finding.subject ?? ''}`)
    .sort();
}

function grantsCut(cut: FindingCut | null | undefined): readonly string[] {
  return (cut?.hops ?? []).map(({ hop }) => (hop.kind === 'computed' ? hop.computed : hop.edge.edge));
}

beforeAll(async () => {
  before = await scanOf(SYSTEM);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('every way to the customers is advised to be cut at the grant of the role', () => {
  const finding = before.assessment.findings.find(
    (one) => one.rule === 'SL-DAT-001' && one.subject === CUSTOMERS,
  );
  expect(finding?.verdict).toBe('fires');
  const cuts = finding?.paths.map(({ hops, cut, verb }) => {
    const hop = hops[cut.hop];
    return `${verb}: ${hop?.kind === 'computed' ? `${hop.from} ${hop.computed} ${hop.to}` : 'a stored edge'}`;
  });
  const role = 'arn:aws:iam::111122223333:role/support-orders-mcp';
  expect(grantsCut(finding?.cut)).toEqual(['can-read', 'can-write', 'can-admin']);
  // What may stay is the tool that only telemetry knows.
  expect(finding?.cut?.after).toBe('open');
  expect(finding?.cut?.stays).toEqual([expect.stringContaining('what tool export_customers does')]);
  expect(cuts).toEqual(['read', 'write', 'admin'].map((verb) => `${verb}: ${role} can-${verb} ${CUSTOMERS}`));
});

it('a cut of the way out that is proven names what else may send', () => {
  const finding = before.assessment.findings.find((one) => one.rule === 'SL-TOL-009');
  // fetchPage sends to any host, and so does the code that order_report runs.
  expect(grantsCut(finding?.cut)).toEqual(['egresses-to', 'egresses-to']);
  expect(finding?.cut?.after).toBe('open');
  expect(finding?.cut?.stays).toEqual([expect.stringContaining('what tool export_customers does')]);
});

it('the charter is kept to by doing without what it does not name', () => {
  const finding = before.assessment.findings.find((one) => one.rule === 'SL-IAM-003');
  const tools = finding?.cut?.hops.map(({ hop }) => `${hop.kind} ${before.view.node(hop.to)?.name ?? ''}`);
  expect(tools?.sort()).toEqual(
    ['customerHistory', 'export_customers', 'fetchPage', 'order_report'].map((name) => `edge ${name}`),
  );
  expect(finding?.cut?.after).toBe('settled');
});

describe('the next scan, with the log as it was', () => {
  const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: [CUSTOMERS, `${CUSTOMERS}/*`] };
  const narrow = {
    Effect: 'Allow',
    Action: 'dynamodb:*',
    Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/fennelrook-orders',
  };
  it.each([
    {
      cut: 'an explicit deny on the table and what is in it',
      change: (old: readonly unknown[]) => [...old, deny],
    },
    { cut: 'the grant narrowed to the orders', change: () => [narrow] },
  ])('$cut: that finding is gone, and no other', async ({ cut, change }) => {
    const after = await scanOf(withStatements(cut.replaceAll(' ', '-'), change));
    expect(approvals(after)).toEqual(approvals(before).filter((one) => !one.endsWith(CUSTOMERS)));
    const role = after.view.nodes('cloud-role').find((node) => node.name === 'support-orders-mcp');
    const seen = after.view.out(role?.id ?? '', 'can-read').find((edge) => edge.to === CUSTOMERS);
    expect(seen?.planes.map((one) => one.plane)).toEqual(['observed']);
  });

  // The cut of the finding is the three actions: any of them left is the finding left.
  it.each([
    { gone: ['read'], left: ['write', 'admin'] },
    { gone: ['read', 'write'], left: ['admin'] },
    { gone: ['read', 'write', 'admin'], left: [] },
  ] as const)('$gone denied, as far as the cut says: $left stays', async ({ gone, left }) => {
    const Action = gone.flatMap((verb) => ACTIONS[verb].map((name) => `dynamodb:${name}`));
    const denied = { Effect: 'Deny', Action, Resource: [CUSTOMERS, `${CUSTOMERS}/*`] };
    const after = await scanOf(withStatements(`without-${gone.join('-')}`, (old) => [...old, denied]));
    const finding = after.assessment.findings.find(
      (one) => one.rule === 'SL-DAT-001' && one.subject === CUSTOMERS,
    );
    expect(finding?.paths.map(({ verb }) => verb) ?? []).toEqual(left);
    expect(grantsCut(finding?.cut)).toEqual(left.map((verb) => `can-${verb}`));
  });

  // A query of an index is asked about under the index's ARN, which a deny on the table's own does not name.
  it('a deny on the table alone leaves its indexes to be read', async () => {
    const half = { ...deny, Resource: CUSTOMERS };
    const after = await scanOf(withStatements('half-a-deny', (old) => [...old, half]));
    expect(approvals(after)).toEqual(approvals(before));
    const finding = after.assessment.findings.find(
      (one) => one.rule === 'SL-DAT-001' && one.subject === CUSTOMERS,
    );
    expect(finding?.paths.map(({ verb }) => verb)).toEqual(['read']);
    expect(JSON.stringify(finding?.paths)).toContain(`through ${CUSTOMERS}/index/*`);
  });
});
