import type { z } from 'zod';
import type { Evidence } from '#model';
import type { SourceRun } from '../../source-run.ts';
import type { Call } from './call.ts';
import { addPolicy } from './export-run.ts';
import type { GroupDetail, ManagedPolicy, RoleDetail, UserDetail } from './schema.ts';

/** An entry of a list of the output, and where it stands in the file. */
export interface Listed<T> {
  readonly value: T;
  readonly pointer: string;
}

/** Whoever has identity policies. */
export type Holder = z.infer<typeof UserDetail> | z.infer<typeof GroupDetail> | z.infer<typeof RoleDetail>;

/** One account's output: its managed policies by ARN, with the file that holds each. */
export interface Details {
  readonly run: SourceRun;
  readonly call: Call;
  readonly policies: ReadonlyMap<string, Listed<z.infer<typeof ManagedPolicy>> & { readonly path: string }>;
}

/** A list that is left out was not seen, which is not an empty one: what it holds could allow or deny. */
function isHandedOver(
  { run, call }: Details,
  list: readonly unknown[] | undefined,
  name: string,
  pointer: string,
): boolean {
  if (list !== undefined) return true;
  run.gap(`${call.path}#${pointer}`, 'not-handed-over', `${name} is not in the file`);
  return false;
}

/** Inline and attached policies; false where one of them could not be read. */
export function addIdentityPolicies(
  details: Details,
  value: Holder,
  own: {
    list: string;
    inline: readonly { PolicyName: string; PolicyDocument?: unknown }[] | undefined;
    pointer: string;
  },
): boolean {
  const { run, call } = details;
  // Every policy is read, even after one has failed: each is a fact of its own.
  let complete = isHandedOver(details, own.inline, own.list, own.pointer);
  complete =
    isHandedOver(details, value.AttachedManagedPolicies, 'AttachedManagedPolicies', own.pointer) && complete;
  for (const [i, inline] of (own.inline ?? []).entries()) {
    const pointer = `${own.pointer}/${own.list}/${String(i)}/PolicyDocument`;
    const document = addPolicy(run, {
      policyType: 'identity',
      attachedTo: value.Arn,
      policy: `${value.Arn}/${run.input.inspector.redact(inline.PolicyName)}`,
      raw: inline.PolicyDocument,
      evidence: run.pointer(call.path, pointer),
      where: `${call.path}#${pointer}`,
    });
    complete &&= document !== null;
  }
  for (const { PolicyArn } of value.AttachedManagedPolicies ?? []) {
    complete =
      addManaged(details, {
        policyType: 'identity',
        attachedTo: value.Arn,
        arn: PolicyArn,
        pointer: own.pointer,
      }) && complete;
  }
  return complete;
}

/**
 * The export lists a managed policy that serves as a boundary alone not always: then the boundary is unknown. True
 * where the principal has none, which the output says by leaving it out.
 */
export function addBoundary(details: Details, value: Holder, pointer: string): boolean {
  const arn = value.PermissionsBoundary?.PermissionsBoundaryArn;
  return (
    arn === undefined || addManaged(details, { policyType: 'boundary', attachedTo: value.Arn, arn, pointer })
  );
}

/** Only the default version binds (IAM user guide, "Versioning IAM policies"). */
function addManaged(
  { run, call, policies }: Details,
  attached: { policyType: 'identity' | 'boundary'; attachedTo: string; arn: string; pointer: string },
): boolean {
  const { policyType, attachedTo, arn } = attached;
  // Gaps point at whoever lacks the policy: its document may not be in the file at all.
  const where = `${call.path}#${attached.pointer}`;
  const policy = policies.get(arn);
  const versions = policy?.value.PolicyVersionList ?? [];
  const index = versions.findIndex(
    (version) => version.IsDefaultVersion === true || version.VersionId === policy?.value.DefaultVersionId,
  );
  const version = versions[index];
  if (policy === undefined || version === undefined) {
    run.gap(where, 'not-handed-over', `${policyType} policy ${arn} of ${attachedTo} is not in the file`);
    return false;
  }
  const pointer = `${policy.pointer}/PolicyVersionList/${String(index)}/Document`;
  const evidence: Evidence[] = run.pointer(policy.path, pointer);
  return (
    addPolicy(run, { policyType, attachedTo, policy: arn, raw: version.Document, evidence, where }) !== null
  );
}
