import { S3_ACL_PERMISSIONS } from '#model';
import type { GraphNode, GraphView } from '#graph';

/** What lists can grant, by what is asked: the bucket's own list, or that of each object. */
interface Lists {
  readonly bucket: boolean;
  readonly object: boolean;
}

/** As content/catalog/verbs/aws.yaml has the verbs of a bucket: to read is to get objects, to write is to put them. */
const OF_VERB: Readonly<Record<string, Lists>> = {
  read: { bucket: false, object: true },
  write: { bucket: true, object: false },
  admin: { bucket: true, object: false },
};

function listsFor(action: string): Lists {
  const permissions = Object.values(S3_ACL_PERMISSIONS);
  const names = (part: 'bucket' | 'object'): boolean =>
    permissions.some((one) => one[part].some((name) => name.toLowerCase() === action.toLowerCase()));
  const verb = Object.hasOwn(OF_VERB, action) ? OF_VERB[action] : undefined;
  return verb ?? { bucket: names('bucket'), object: names('object') };
}

function isSet(node: GraphNode | null, name: string, view: GraphView): boolean | null {
  const said = node === null ? null : view.attribute(node, name);
  return said?.kind === 'known' && typeof said.value === 'boolean' ? said.value : null;
}

/** Either switch is enough, that of the bucket or that of its account. */
function ignoresPublic(node: GraphNode, view: GraphView): boolean {
  const account = view.attribute(node, 'account');
  const owner =
    account.kind === 'known' && typeof account.value === 'string' ? view.node(account.value) : null;
  return [node, owner].some((one) => isSet(one, 'ignoresPublicAcls', view) === true);
}

/**
 * Access control lists that may grant the action and that nobody handed over, in one sentence; null where none can. An
 * ACL names accounts and everyone, so that no list of identities shows who they are.
 *
 * @param action One of the five verbs, or a native action.
 */
export function unseenAcls(node: GraphNode, action: string, view: GraphView): string | null {
  const isBucket = node.kind === 'bucket' && [node.id, ...node.aliases].some((id) => id.startsWith('arn:'));
  const disabled = isSet(node, 'aclsDisabled', view);
  if (!isBucket || disabled === true) return null;
  const asked = listsFor(action);
  const wasSeen = view.complete(node, { kind: 'policy' }).some((mark) => mark.policyType === 'acl');
  const whom = ignoresPublic(node, view) ? 'another account' : 'anyone';
  if (asked.bucket && !wasSeen)
    return `ACL not seen: it may let in ${whom} (get-bucket-acl was not handed over)`;
  if (asked.object && disabled === null)
    return `ACL not seen: those of its objects may let in ${whom} (get-bucket-ownership-controls, which would say whether they count, was not handed over)`;
  if (asked.object)
    return `ACLs of its objects not seen: they count here (Object Ownership is not BucketOwnerEnforced) and may let in ${whom}`;
  return null;
}
