import { coversAction, type AwsCondition, type AwsPolicyDocument, type AwsStatement } from '#model';
import { conditionText } from './export-run.ts';

export const CALLS_URL = 'lambda:InvokeFunctionUrl';
export const INVOKES = 'lambda:InvokeFunction';
type UrlAction = typeof CALLS_URL | typeof INVOKES;

/**
 * The key that each of the two holds when a URL of type NONE is called: the conditions that the console adds ask for these (Lambda
 * developer guide, "Control access to Lambda function URLs"). Keys in lower case.
 */
const HELD: Readonly<Record<UrlAction, { readonly key: string; readonly value: string }>> = {
  [CALLS_URL]: { key: 'lambda:functionurlauthtype', value: 'NONE' },
  [INVOKES]: { key: 'lambda:invokedviafunctionurl', value: 'true' },
};

/** How a policy lets in everybody. */
interface Opening {
  /** Conditions that nothing here decides, in the words of the policy. */
  readonly guards: readonly string[];
  /** False where something in the policy may shut it again: what a Deny means is decided by access/. */
  readonly isSure: boolean;
}

/**
 * Whether a function's policy lets everybody, unsigned, do this by way of a URL of type NONE; null where it does not.
 */
export function openingTo(policy: AwsPolicyDocument, action: UrlAction): Opening | null {
  const bearing = policy.statements.filter(
    ({ actions, principals, conditions }) =>
      coversAction(actions, action) &&
      isEverybody(principals) &&
      !conditions.some((condition) => isMet(condition, action) === false),
  );
  const allows = bearing.filter(({ effect }) => effect === 'Allow');
  if (allows.length === 0) return null;
  // What NotPrincipal with Allow does AWS leaves open (IAM user guide, NotPrincipal): by itself it opens nothing for sure.
  const plain = allows.filter(({ principals }) => principals?.any === true);
  const ways = (plain.length > 0 ? plain : allows).map(({ conditions }) =>
    conditions.filter((condition) => isMet(condition, action) !== true).map(conditionText),
  );
  return { guards: anyOf(ways), isSure: plain.length > 0 && allows.length === bearing.length };
}

/** Who does not sign is no principal that NotPrincipal could name, but as everybody. */
function isEverybody(principals: AwsStatement['principals']): boolean {
  return principals !== null && principals.any !== principals.not;
}

/** Null where what the policy says does not decide it. */
function isMet({ operator, key, values }: AwsCondition, action: UrlAction): boolean | null {
  const held = HELD[action];
  if (key.toLowerCase() !== held.key) return null;
  if (operator === 'StringEquals') return values.includes(held.value);
  if (operator === 'StringNotEquals') return !values.includes(held.value);
  return operator === 'Bool' ? values.some((value) => value.toLowerCase() === held.value) : null;
}

/** One statement is enough: without a condition where one has none, else any of those that they have. */
function anyOf(ways: readonly (readonly string[])[]): readonly string[] {
  const [only] = ways;
  if (ways.some((guards) => guards.length === 0)) return [];
  if (only !== undefined && ways.length === 1) return only;
  return [[...new Set(ways.map((guards) => guards.join(' and ')))].join(' or ')];
}
