import type { SourceRun } from '../../source-run.ts';
import { arnIn, parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { arnNode, known, outputOf, tagRecord, utc, type ExportRun } from './export-run.ts';
import { customerKey } from './keys.ts';
import { addResourcePolicy } from './resource-policies.ts';
import {
  DescribeTable,
  ListSecrets,
  ListTables,
  PolicyOutput,
  SecretPolicy,
  TagsOfResource,
} from './schema.ts';

/** From the ARN: outputs may have been asked for in one region and speak of another. */
function placeOf(arn: string) {
  const parsed = parseArn(arn);
  return known({ account: parsed?.account, region: parsed?.region });
}

/** DynamoDB tables with their tags and policies. */
export function addTables({ run, calls }: ExportRun): void {
  for (const call of calls('dynamodb', 'list-tables')) addTableList(run, call);
  for (const call of calls('dynamodb', 'describe-table')) {
    const table = outputOf(run, call, DescribeTable)?.Table;
    if (table === undefined) continue;
    const place = placeOf(table.TableArn);
    const attributes = {
      ...place,
      ...known({ createdAt: utc(table.CreationDateTime) }),
      kmsKey: customerKey(table.SSEDescription?.KMSMasterKeyArn, place),
    };
    const evidence = run.pointer(call.path, `${call.base}/Table`);
    run.facts.push(
      arnNode(run, { kind: 'table', id: table.TableArn, name: table.TableName, attributes, evidence }),
    );
  }
  for (const call of calls('dynamodb', 'list-tags-of-resource')) addTableTags(run, call);
  for (const call of calls('dynamodb', 'get-resource-policy')) {
    const resource = call.options.get('--resource-arn');
    if (resource === undefined) run.gap(call.path, 'wrong-shape', 'argv names no --resource-arn');
    else
      addResourcePolicy(run, call, {
        resource,
        none: ['PolicyNotFoundException'],
        schema: PolicyOutput,
        field: 'Policy',
      });
  }
}

/** The list prints bare names; the envelope says whose they are. Not marked complete: it is of one region. */
function addTableList(run: SourceRun, call: Call): void {
  const output = outputOf(run, call, ListTables);
  if (output === null) return;
  const { account, region } = call;
  if (account === null || region === null) {
    run.gap(call.path, 'unresolved', 'the envelope does not say which account and region it is about');
    return;
  }
  for (const [i, name] of output.TableNames.entries()) {
    const id = arnIn('dynamodb', { account, region }, `table/${name}`);
    const evidence = run.pointer(call.path, `${call.base}/TableNames/${String(i)}`);
    run.facts.push(arnNode(run, { kind: 'table', id, name, attributes: { account, region }, evidence }));
  }
}

/** By --resource-arn: the output does not say whose tags they are. */
function addTableTags(run: SourceRun, call: Call): void {
  const id = call.options.get('--resource-arn');
  const output = outputOf(run, call, TagsOfResource);
  // Indexes and streams have tags too and are no tables.
  if (output === null || id === undefined || !id.includes(':table/')) return;
  const attributes = { ...placeOf(id), tags: tagRecord(run, output.Tags) };
  const evidence = run.pointer(call.path, `${call.base}/Tags`);
  run.facts.push(arnNode(run, { kind: 'table', id, name: id.split('/').at(-1) ?? id, attributes, evidence }));
}

/** Secrets Manager: where secrets lie and who may open them; never what they are. */
export function addSecrets({ run, calls }: ExportRun): void {
  for (const call of calls('secretsmanager', 'list-secrets')) {
    for (const [i, secret] of (outputOf(run, call, ListSecrets)?.SecretList ?? []).entries()) {
      const place = placeOf(secret.ARN);
      const attributes = {
        ...place,
        kmsKey: customerKey(secret.KmsKeyId, place),
        ...known({
          createdAt: utc(secret.CreatedDate),
          lastUsedAt: utc(secret.LastAccessedDate),
          description:
            secret.Description === undefined ? undefined : run.input.inspector.redact(secret.Description),
          tags: secret.Tags === undefined ? undefined : tagRecord(run, secret.Tags),
        }),
      };
      const evidence = run.pointer(call.path, `${call.base}/SecretList/${String(i)}`);
      run.facts.push(
        arnNode(run, { kind: 'secret-location', id: secret.ARN, name: secret.Name, attributes, evidence }),
      );
    }
  }
  for (const call of calls('secretsmanager', 'get-resource-policy')) {
    // The option takes a name as well as an ARN; the output always says the ARN.
    const resource = outputOf(run, call, SecretPolicy)?.ARN;
    if (resource === undefined) continue;
    // A secret without a policy is answered with its ARN alone: no error stands for none.
    addResourcePolicy(run, call, { resource, none: [], schema: SecretPolicy, field: 'ResourcePolicy' });
  }
}
