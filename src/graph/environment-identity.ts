import { COMPUTE_KINDS, type AttributeValue, type NodeId, type NodeKind } from '#model';
import type { GraphIndex } from './graph-index.ts';
import type { Hop } from './graph-view.ts';
import { parseArn } from './merge/aws-arn.ts';
import { runtimePlaces } from './runtime-identities.ts';

const COMPUTE: ReadonlySet<NodeKind> = new Set(COMPUTE_KINDS);

/**
 * Variables from which AWS's libraries take credentials before they ask the workload for its role (AWS SDKs and Tools reference guide,
 * "Standardized credential providers" and "Environment variables"). AWS_ROLE_ARN counts with the token that it needs.
 */
const WHO: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
]);

/** For one service, or for all (the same guide, "Service-specific endpoints"): AWS_ENDPOINT_URL_SECRETS_MANAGER. */
const WHERE = /^AWS_ENDPOINT_URL(?:_(.+))?$/;

/** Whether the variable sends requests for the service, named as in ARNs, elsewhere. `bedrock` has several endpoints. */
function addresses(variable: string, service: string): boolean {
  const found = WHERE.exec(variable);
  if (found === null) return false;
  const named = found[1]?.replaceAll('_', '').toLowerCase();
  return named === undefined || named.startsWith(service.replaceAll('-', ''));
}

/** All names that any source tells: sources that disagree may each have seen a part. */
function namesOf(index: GraphIndex, id: NodeId): readonly string[] {
  const node = index.node(id);
  const reading = node === null ? null : index.attribute(node, 'envNames');
  const values: readonly AttributeValue[] =
    reading?.kind === 'known'
      ? [reading.value]
      : reading?.kind === 'conflicting'
        ? reading.values.map(({ value }) => value)
        : [];
  return values.flatMap((value) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [],
  );
}

/** Images that the code is built into; of those that are tied to no workload any may be what runs. */
function untiedImages(index: GraphIndex, host: NodeId): readonly NodeId[] {
  return index.out(host, 'deployed-as').flatMap(({ to, walked }) => {
    const isImage = walked && index.node(to)?.kind === 'image';
    return isImage && runtimePlaces(index, to).length === 0 ? [to] : [];
  });
}

/** Where the trail to an identity leads over, and the images of it. */
function groundsOf(index: GraphIndex, hops: readonly Hop[], hosts: readonly NodeId[]): readonly NodeId[] {
  const places = hops
    .flatMap(({ from, to }) => [from, to])
    .filter((id) => COMPUTE.has(index.node(id)?.kind ?? 'agent'));
  const images = places.flatMap((place) =>
    index
      .into(place, 'deployed-as')
      .flatMap(({ from, walked }) => (walked && index.node(from)?.kind === 'image' ? [from] : [])),
  );
  return [...new Set([...places, ...images, ...hosts.flatMap((host) => untiedImages(index, host))])];
}

/**
 * Why a client that is given no credentials may not act there as the identity that the workload runs as, or not at this store; null
 * where nothing that was seen says so. Values are not kept, so that whom a variable names is not known.
 *
 * @param hops From the actor to the identity.
 * @param hosts In whose code the client is.
 */
export function actsElsewhere(
  index: GraphIndex,
  {
    hops,
    hosts,
    store,
  }: { readonly hops: readonly Hop[]; readonly hosts: readonly NodeId[]; readonly store: NodeId },
): string | null {
  const arns = [store, ...(index.node(store)?.identifiers.map(({ value }) => value) ?? [])];
  const service = arns.flatMap((arn) => parseArn(arn)?.service ?? [])[0];
  if (service === undefined) return null;
  for (const ground of groundsOf(index, hops, hosts)) {
    const names = namesOf(index, ground);
    const name = index.node(ground)?.name ?? ground;
    const who = names.find((one) => WHO.has(one));
    if (who !== undefined)
      return `as whom it acts was not seen: ${name} sets ${who}, which the libraries of AWS ask before the identity it runs as`;
    const where = names.find((one) => addresses(one, service));
    if (where !== undefined)
      return `whose store it touches was not seen: ${name} sets ${where}, where the libraries of AWS send requests in place of AWS`;
  }
  return null;
}
