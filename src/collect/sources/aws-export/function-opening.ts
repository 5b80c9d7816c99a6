import { coversAction, type AwsCondition, type AwsPolicyDocument, type AwsStatement } from '#model';
import { conditionText } from './export-run.ts';
import { isMetUnsigned, type UrlAction } from './unsigned-call.ts';

/** How a policy lets in everybody. */
interface Opening {
  /** Conditions that nothing here decides, in the words of the policy. */
  readonly guards: readonly string[];
  /** False where something in the policy may shut it again: what such a Deny means is decided by access/. */
  readonly isSure: boolean;
}

/**
 * Whether a function's policy lets everybody, unsigned, do this by way of a URL of type NONE; null where it does not. A Deny whose
 * conditions every such call meets shuts it for sure; one that some calls meet is a guard.
 */
export function openingTo(policy: AwsPolicyDocument, action: UrlAction): Opening | null {
  const bearing = policy.statements.filter(
    ({ actions, principals, conditions }) =>
      coversAction(actions, action) &&
      isEverybody(principals) &&
      !conditions.some((condition) => isMetUnsigned(condition, action) === false),
  );
  const [allows, denies] = [bearing.filter(isAllow), bearing.filter((one) => !isAllow(one))];
  const shuts = denies.filter(isPlain).map((deny) => undecided(deny, action));
  if (allows.length === 0 || shuts.some((conditions) => conditions.length === 0)) return null;
  // What NotPrincipal with Allow does AWS leaves open (IAM user guide, NotPrincipal): by itself it opens nothing for sure.
  const plain = allows.filter(isPlain);
  const ways = (plain.length > 0 ? plain : allows).map((allow) =>
    undecided(allow, action).map(conditionText),
  );
  const unless = shuts.map((conditions) => `not (${conditions.map(conditionText).join(' and ')})`);
  const isSure = plain.length > 0 && shuts.length === denies.length && shuts.flat().every(isKnown);
  return { guards: [...anyOf(ways), ...unless], isSure };
}

function isAllow({ effect }: AwsStatement): boolean {
  return effect === 'Allow';
}

/** Everyone is named, and not by leaving some out. */
function isPlain({ principals }: AwsStatement): boolean {
  return principals?.any === true;
}

function undecided({ conditions }: AwsStatement, action: UrlAction): readonly AwsCondition[] {
  return conditions.filter((condition) => isMetUnsigned(condition, action) !== true);
}

/** Whom an operator of another kind meets nobody can say: a Deny by it may meet everybody. */
function isKnown({ operator }: AwsCondition): boolean {
  return /^(?:For(?:All|Any)Values?:)?(?:String|Arn|Numeric|Date|Bool|Binary|(?:Not)?IpAddress|Null)/i.test(
    operator,
  );
}

/** Who does not sign is no principal that NotPrincipal could name, but as everybody. */
function isEverybody(principals: AwsStatement['principals']): boolean {
  return principals !== null && principals.any !== principals.not;
}

/** One statement is enough: without a condition where one has none, else any of those that they have. */
function anyOf(ways: readonly (readonly string[])[]): readonly string[] {
  const [only] = ways;
  if (ways.some((guards) => guards.length === 0)) return [];
  if (only !== undefined && ways.length === 1) return only;
  return [[...new Set(ways.map((guards) => guards.join(' and ')))].join(' or ')];
}
