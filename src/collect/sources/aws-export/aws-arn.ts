/**
 * arn:partition:service:region:account:resource (AWS General Reference, "Amazon Resource Names"); either of region
 * and account may be empty: IAM has no region, a bucket neither.
 */
interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon, colons kept. */
  readonly resource: string;
}

/** Null where the text is no ARN; the resource may hold colons of its own, as functions with a version do. */
export function parseArn(text: string): Arn | null {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || partition === undefined || service === undefined || resource.length === 0) return null;
  return { partition, service, region: region ?? '', account: account ?? '', resource: resource.join(':') };
}

/** Partition by the region's prefix (AWS General Reference, "AWS service endpoints"). */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The ARN that AWS would give it, for outputs that list bare names. */
export function arnIn(service: string, place: { region: string; account: string }, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.account}:${resource}`;
}

/** A function without its version or alias: policies and URLs of both are about one thing that runs. */
export function functionArn(text: string): string {
  const [kind, name] = parseArn(text)?.resource.split(':') ?? [];
  return kind === 'function' && name !== undefined ? text.split(':').slice(0, 7).join(':') : text;
}
