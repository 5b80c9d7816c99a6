import { actionsOn, knownActions, type AwsCatalogue } from '#access';
import type { GraphNode } from '#graph';
import { ACCESS_VERBS } from '#model';
import { UsageError } from './exit-codes.ts';
import { meant } from './near-names.ts';

// IAM compares actions without case; the catalogue's spelling is what is shown.
const NATIVE_ACTION = /^([a-z0-9-]+):[a-z]+$/i;

/**
 * The verb, or the native action as AWS writes it. An action that does not exist would be allowed to everybody whose policy
 * says `s3:*`, so only what the catalogue knows is asked about.
 *
 * @throws UsageError with what may have been meant.
 */
export function parseAction(given: string, catalogue: AwsCatalogue): string {
  if ((ACCESS_VERBS as readonly string[]).includes(given)) return given;
  const service = NATIVE_ACTION.exec(given)?.[1]?.toLowerCase();
  if (service === undefined)
    throw new UsageError(
      `${given} is neither a verb (${ACCESS_VERBS.join(', ')}) nor a native action such as s3:GetObject`,
    );
  const all = knownActions(catalogue);
  const known = all.find((action) => action.toLowerCase() === given.toLowerCase());
  if (known !== undefined) return known;
  const ofService = all.filter((action) => action.startsWith(`${service}:`));
  if (ofService.length > 0)
    throw new UsageError(
      `${given} is not an action Sightline knows for ${service}${meant(given, ofService)}`,
    );
  // The service itself may be misspelt: `dynamo:GetItem`.
  const services = [...new Set(all.map((action) => action.slice(0, action.indexOf(':'))))];
  throw new UsageError(`Sightline knows no action of ${service}${meant(service, services)}`);
}

/** @throws UsageError where a native action is none that can be done to the asset, so that every answer would be wrong. */
export function checkActionOn(action: string, asset: GraphNode, catalogue: AwsCatalogue): void {
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
  const instead = possible.length === 0 ? '' : `; known there are ${possible.join(', ')}`;
  throw new UsageError(`${action} is not done to a ${asset.kind} (${asset.name})${instead}`);
}
