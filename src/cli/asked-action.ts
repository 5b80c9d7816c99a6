import { actionsOn, knownActions, type AwsCatalogue } from '#access';
import type { GraphNode } from '#graph';
import { ACCESS_VERBS } from '#model';
import { UsageError } from './exit-codes.ts';
import { isSlip, meant, nearly } from './near-names.ts';

// IAM compares actions without case; the catalogue's spelling is what is shown.
const NATIVE_ACTION = /^([a-z0-9-]+):[a-z]+$/i;

/** A verb, or a native action; `unchecked` says of one that the catalogue does not list that nothing vouches for it. */
interface AskedAction {
  readonly action: string;
  readonly unchecked: string | null;
}

/**
 * The verb, or the native action as AWS writes it. An action that does not exist would be allowed to everybody whose policy
 * says `s3:*`, so that one which the catalogue does not list is answered as it is written, with that doubt.
 *
 * @throws UsageError where the service is unknown or one letter makes a known action of it, with what may have been meant.
 */
export function parseAction(given: string, catalogue: AwsCatalogue): AskedAction {
  if ((ACCESS_VERBS as readonly string[]).includes(given)) return { action: given, unchecked: null };
  const service = NATIVE_ACTION.exec(given)?.[1]?.toLowerCase();
  if (service === undefined)
    throw new UsageError(
      `${given} is neither a verb (${ACCESS_VERBS.join(', ')}) nor a native action such as s3:GetObject`,
    );
  const all = knownActions(catalogue);
  const known = all.find((action) => action.toLowerCase() === given.toLowerCase());
  if (known !== undefined) return { action: known, unchecked: null };
  const ofService = all.filter((action) => action.startsWith(`${service}:`));
  if (isSlip(given, ofService))
    throw new UsageError(
      `${given} is not an action Sightline knows for ${service}${meant(given, ofService)}`,
    );
  if (ofService.length > 0 || UNLISTED_SERVICES.includes(service))
    return {
      action: given,
      unchecked: `${given} is not in Sightline's catalogue: whether this action exists was not checked${nearly(given, ofService)}`,
    };
  // The service itself may be misspelt: `dynamo:GetItem`.
  const services = [...new Set([...all.map(serviceOf), ...UNLISTED_SERVICES])].sort();
  throw new UsageError(`Sightline knows no action of ${service}${meant(service, services)}`);
}

/** Services of which assets are read, but whose actions no verb means. */
const UNLISTED_SERVICES: readonly string[] = ['iam', 'kms', 'sts'];

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':')).toLowerCase();
}

/** @throws UsageError where a native action is none that can be done to the asset, so that every answer would be wrong. */
export function checkActionOn(
  { action, unchecked }: AskedAction,
  asset: GraphNode,
  catalogue: AwsCatalogue,
): void {
  // A verb can be asked of anything: for an asset without an ARN the answer is then unknown.
  if (!NATIVE_ACTION.test(action)) return;
  const named = asset.identifiers.filter((one) => one.scheme === 'arn').map((one) => one.value);
  const arns = [asset.id, ...asset.aliases, ...named].filter((id) => id.startsWith('arn:'));
  if (arns.length === 0)
    throw new UsageError(
      `${asset.kind} ${asset.name} was seen without an ARN, so no native action can be asked about; ask by a verb (${ACCESS_VERBS.join(', ')})`,
    );
  const possible = [...new Set(arns.flatMap((arn) => actionsOn(catalogue, arn)))];
  if (possible.includes(action)) return;
  // Nothing says what it is done to but its service: arn:<partition>:<service>:….
  if (unchecked !== null && arns.some((arn) => arn.split(':')[2] === serviceOf(action))) return;
  const instead = possible.length === 0 ? '' : `; known there are ${possible.join(', ')}`;
  throw new UsageError(`${action} is not done to a ${asset.kind} (${asset.name})${instead}`);
}
