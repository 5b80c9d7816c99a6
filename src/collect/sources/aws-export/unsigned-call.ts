import type { AwsCondition } from '#model';

/** The two actions that a call of a function's URL takes (Lambda developer guide, "Control access to Lambda function URLs"). */
export const CALLS_URL = 'lambda:InvokeFunctionUrl';
export const INVOKES = 'lambda:InvokeFunction';
export type UrlAction = typeof CALLS_URL | typeof INVOKES;

/**
 * Each of the two has one of these keys in a call by way of a URL of type NONE; the conditions that the console adds ask for them.
 * Keys in lower case.
 */
const OF_THE_URL: Readonly<Record<string, { readonly action: UrlAction; readonly value: string }>> = {
  'lambda:functionurlauthtype': { action: CALLS_URL, value: 'NONE' },
  'lambda:invokedviafunctionurl': { action: INVOKES, value: 'true' },
};

/** What is said of a caller who gave no name (IAM user guide, reference_policies_condition-keys). */
const OF_NOBODY: Readonly<Record<string, string>> = {
  'aws:principalaccount': 'anonymous',
  'aws:principaltype': 'Anonymous',
  'aws:principalisawsservice': 'false',
};

/** What is said of every call that comes by the internet; URLs are of HTTPS alone (the same reference). */
const OF_THE_INTERNET: Readonly<Record<string, string>> = {
  'aws:securetransport': 'true',
  'aws:viaawsservice': 'false',
};

/** Keys of a private network: a function's URL is reached by the public internet alone (Lambda developer guide, "Lambda function URLs"). */
const OF_A_NETWORK = /^aws:(sourcevpc|sourcevpcarn|sourcevpce|vpcsourceip|vpce.+|calledvia.*)$/;

/** Keys that speak of who signed, how, or for which resource a service of AWS calls: absent where nobody signed. */
const OF_WHO_SIGNED =
  /^aws:(principal.+|userid|username|multifactorauth(present|age)|tokenissuetime|federatedprovider|source(account|arn|orgid|orgpaths|identity))$/;

/** Null: the key is not in the request; undefined: requests differ in it. */
function valueOf(key: string, action: UrlAction): string | null | undefined {
  const url = OF_THE_URL[key];
  if (url !== undefined) return url.action === action ? url.value : null;
  const isAbsent = OF_WHO_SIGNED.test(key) || OF_A_NETWORK.test(key);
  return OF_NOBODY[key] ?? OF_THE_INTERNET[key] ?? (isAbsent ? null : undefined);
}

/** Plain relation between the request's value and one of the policy. */
type Relation = (held: string, wanted: string) => boolean;

const sameText: Relation = (held, wanted) => held === wanted;
const sameLetters: Relation = (held, wanted) => held.toLowerCase() === wanted.toLowerCase();
const like: Relation = (held, wanted) => {
  const pattern = wanted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 's').test(held);
};

/** In lower case, without set qualifier, negation and IfExists. Others compare what an unsigned call has not got. */
const RELATIONS: Readonly<Record<string, Relation>> = {
  stringequals: sameText,
  stringequalsignorecase: sameLetters,
  stringlike: like,
  bool: sameLetters,
};

/**
 * Whether an unsigned call of a URL of type NONE meets the condition, for one of the two actions that it takes; null where calls
 * differ in that, or the operator is not one of text. Absent keys as in the IAM user guide, reference_policies_elements_condition_operators.
 */
export function isMetUnsigned({ operator, key, values }: AwsCondition, action: UrlAction): boolean | null {
  const held = valueOf(key.toLowerCase(), action);
  if (held === undefined) return null;
  const [, set = '', named = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/is.exec(operator) ?? [];
  const plain = named.toLowerCase().replace(/ifexists$/, '');
  if (plain === 'null') return values.some((value) => value.toLowerCase() === String(held === null));
  const isNegated = plain.includes('not');
  if (held === null) {
    if (plain.length < named.length || set.toLowerCase() === 'forallvalues') return true;
    return set === '' && isNegated;
  }
  const relation = RELATIONS[plain.replace('not', '')];
  // A variable stands for what this reader does not follow.
  if (relation === undefined || values.some((value) => value.includes('${'))) return null;
  return values.some((value) => relation(held, value)) !== isNegated;
}
