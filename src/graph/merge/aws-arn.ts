/** The parts of an ARN that joins need; empty where the ARN leaves them out (a bucket has neither account nor region). */
interface AwsArn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Null where the text has fewer than six parts; colons of the resource are kept. */
export function parseArn(text: string): AwsArn | null {
  const parts = text.split(':');
  const [head, , service, region, account] = parts;
  if (head !== 'arn' || parts.length < 6 || service === undefined) return null;
  return { service, region: region ?? '', account: account ?? '', resource: parts.slice(5).join(':') };
}

/**
 * `dynamodb:table/orders`, `lambda:function/chat`, `iam:role/app`: the form of the aws-name identifier. An IAM path is
 * no part of the name: names are unique in an account without it. Nor are the six characters that Secrets Manager adds.
 */
export function awsNameOf(arn: string): string | null {
  const parsed = parseArn(arn);
  if (parsed === null) return null;
  const cut = parsed.resource.search(/[:/]/);
  // A bucket's resource is its name.
  if (cut < 0) return `${parsed.service}:${parsed.resource}`;
  const type = parsed.resource.slice(0, cut);
  const rest = parsed.resource.slice(cut + 1);
  return `${parsed.service}:${type}/${nameIn(parsed.service, rest)}`;
}

function nameIn(service: string, rest: string): string {
  if (service === 'iam') return rest.slice(rest.lastIndexOf('/') + 1);
  return service === 'secretsmanager' ? rest.replace(/-[A-Za-z0-9]{6}$/, '') : rest;
}
