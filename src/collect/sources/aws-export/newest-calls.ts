import { bucketArn, type Gap } from '#model';
import { parseSafely } from '../../source-run.ts';
import { parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { namedFunction } from './named-function.ts';
import { Organization, SecretPolicy } from './schema.ts';

/** What is left of all calls when each question has one answer. */
export interface NewestCalls {
  readonly calls: readonly Call[];
  readonly gaps: readonly Gap[];
  /** Account → its organisation, as far as somebody asked. */
  readonly organizations: ReadonlyMap<string, string>;
}

/**
 * One call for each question. An older answer could bring back a grant that was since taken away, so it is left out;
 * answers that differ and cannot be put in order are all left out, since each of them may be the old one.
 */
export function newestCalls(calls: readonly Call[]): NewestCalls {
  const asked = new Map<string, Call[]>();
  const organizations = organizationsIn(calls);
  for (const call of calls) {
    const key = questionOf(call, organizations);
    const same = asked.get(key);
    if (same === undefined) asked.set(key, [call]);
    else same.push(call);
  }
  const gaps: Gap[] = [];
  const kept = new Set([...asked.values()].map((same) => answerOf(same, gaps)));
  // In the order in which the files were read: that of the report's gaps.
  return { calls: calls.filter((call) => kept.has(call)), gaps, organizations };
}

/** The newest of several answers to one question; null, with a gap, where nobody can tell which that is. */
function answerOf(calls: readonly Call[], gaps: Gap[]): Call | null {
  const [first] = calls;
  if (first === undefined) return null;
  const newest = calls.reduce((held, call) => (timeOf(call) > timeOf(held) ? call : held), first);
  const older = calls.filter((call) => timeOf(call) < timeOf(newest) && !isSameAnswer(call, newest));
  for (const call of older) {
    gaps.push({
      where: call.path,
      reason: 'unresolved',
      detail: `answers the same question earlier than ${newest.path}, and otherwise; this file was left out`,
    });
  }
  const rival = calls.find((call) => timeOf(call) === timeOf(newest) && !isSameAnswer(call, newest));
  if (rival === undefined) return newest;
  gaps.push({
    where: rival.path,
    reason: 'unresolved',
    detail: `says otherwise than ${newest.path}, and neither is newer; both files were left out`,
  });
  return null;
}

/**
 * Milliseconds since 1970; before all others where there is no time. The script writes UTC: a time without an offset
 * is taken for that, and not for the time zone of the machine that reads it.
 */
export function timeOf({ time }: Pick<Call, 'time'>): number {
  if (time === null) return -Infinity;
  const parsed = Date.parse(/T[\d:.]+$/i.test(time) ? `${time}Z` : time);
  return Number.isNaN(parsed) ? -Infinity : parsed;
}

function isSameAnswer(a: Call, b: Call): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map(({ output, errorCode }) =>
    parseSafely(() => JSON.stringify([output, errorCode])),
  );
  // Too deep to be compared is not the same.
  return one !== undefined && other !== undefined && 'value' in one && 'value' in other
    ? one.value === other.value
    : false;
}

/** Every account belongs to one organisation at most; which one is asked of each account apart. */
function organizationsIn(calls: readonly Call[]): ReadonlyMap<string, string> {
  const asked = calls.filter(({ service, command }) => `${service} ${command}` === DESCRIBE_ORGANIZATION);
  const inTime = asked.toSorted((a, b) => timeOf(a) - timeOf(b));
  return new Map(
    inTime.flatMap(({ account, output }) => {
      const id = Organization.safeParse(output).data?.Organization.Id;
      return account === null || id === undefined ? [] : [[account, id]];
    }),
  );
}

const DESCRIBE_ORGANIZATION = 'organizations describe-organization';
/** These change how the answer is printed, or whom and how it is asked, and not the question. */
const PRESENTATION =
  /^--(profile|output|region|color|debug|endpoint-url|no-verify-ssl|no-sign-request|ca-bundle|page-size|no-paginate|(no-)?cli-[\w-]+|expected-bucket-owner)$/;
/** Services of which each account has one, whatever the region of the envelope says. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 's3api']);

/** The same question about the same thing has the same text, whoever asked it from wherever. */
function questionOf(call: Call, organizations: ReadonlyMap<string, string>): string {
  const { service, command, account } = call;
  const resource = resourceOf(call);
  if (resource !== null) return JSON.stringify([service, command, resource]);
  const options = [...call.options].filter(([name]) => !PRESENTATION.test(name)).sort();
  // A file that does not say whose answer it is cannot answer the question of another file.
  const file = account === null ? call.path : null;
  const isOfOrganization = service === 'organizations' && command !== 'describe-organization';
  const holder = (isOfOrganization ? organizations.get(account ?? '') : undefined) ?? account;
  const region = GLOBAL_SERVICES.has(service) ? null : call.region;
  return JSON.stringify([service, command, holder, file, region, options]);
}

/** What a question about one resource is about; null for every other question. */
function resourceOf(call: Call): string | readonly string[] | null {
  const { service, command, options } = call;
  const bucket = service === 's3api' ? options.get('--bucket') : undefined;
  if (bucket !== undefined) return bucketArn(bucket);
  if (service === 'lambda') {
    const named = namedFunction(call);
    return named === null ? null : [named.id, named.qualifier];
  }
  if (service === 'secretsmanager' && command === 'get-resource-policy') {
    // The option takes a name as well: the output says which secret it is.
    const arn = SecretPolicy.safeParse(call.output).data?.ARN ?? options.get('--secret-id');
    return arn !== undefined && parseArn(arn) !== null ? arn : null;
  }
  const arn = service === 'dynamodb' ? options.get('--resource-arn') : undefined;
  return arn === undefined || parseArn(arn) === null ? null : arn;
}
