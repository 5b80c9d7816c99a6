import { counted, type Guard } from '#model';

/** In a heading: so many conditions, and so many values and letters of each. What is cut off is told below it. */
const SHORT = { guards: 2, values: 3, letters: 48 };

/** Operators as signs, without the set and IfExists forms (IAM user guide, reference_policies_elements_condition_operators). */
const SIGNS: Readonly<Record<string, string>> = {
  stringequals: '=',
  stringnotequals: '≠',
  stringequalsignorecase: '= (in any case)',
  stringnotequalsignorecase: '≠ (in any case)',
  stringlike: 'like',
  stringnotlike: 'not like',
  arnequals: 'like',
  arnnotequals: 'not like',
  arnlike: 'like',
  arnnotlike: 'not like',
  bool: '=',
  binaryequals: '=',
  numericequals: '=',
  numericnotequals: '≠',
  numericlessthan: '<',
  numericlessthanequals: '≤',
  numericgreaterthan: '>',
  numericgreaterthanequals: '≥',
  dateequals: '=',
  datenotequals: '≠',
  datelessthan: 'before',
  datelessthanequals: 'not after',
  dategreaterthan: 'after',
  dategreaterthanequals: 'not before',
  ipaddress: 'within',
  notipaddress: 'not within',
};

function valuesText(values: readonly string[], short: boolean): string {
  const cut = (value: string): string =>
    short && value.length > SHORT.letters ? `${value.slice(0, SHORT.letters)}…` : value;
  const shown = (short ? values.slice(0, SHORT.values) : values).map(cut);
  const rest = values.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, … (${String(rest)} more)` : ''}`;
}

/** Of a key with several values in a request: whether one of them has to fit, or all. */
function setText(operator: string): string {
  if (/^forallvalues:/i.test(operator)) return 'every ';
  return /^foranyvalue:/i.test(operator) ? 'any ' : '';
}

/** In every request (global condition keys reference): that they are absent is no case. */
const ALWAYS_THERE = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalarn',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:viaawsservice',
]);

/** A negated operator holds of a key that is not there, as IfExists and ForAllValues do; ForAnyValue never does. */
function holdsOfAbsent(key: string, operator: string): boolean {
  if (/^foranyvalue:/i.test(operator) && !/ifexists$/i.test(operator)) return false;
  const without = operator.replace(/^for(all|any)values?:/i, '');
  if (ALWAYS_THERE.has(key.toLowerCase())) return false;
  return /ifexists$/i.test(without) || /not/i.test(without) || /^forallvalues:/i.test(operator);
}

/** One condition as a person says it: `aws:PrincipalTag/team = red`. An operator that is not known stays as it is written. */
function clause({ key, operator, values }: Guard, short: boolean): string {
  if (key === 'resource') return valuesText(values, short);
  // How S3's group of all that are signed in is put (aws-export/bucket-acls.ts).
  if (key === 'aws:PrincipalAccount' && operator === 'StringNotEquals' && values.join() === 'anonymous')
    return 'signed in to any AWS account';
  const bare = operator.replace(/^for(all|any)values?:/i, '');
  if (/^null$/i.test(bare)) return `${key} is ${values.join() === 'true' ? 'absent' : 'present'}`;
  const name = bare.replace(/ifexists$/i, '');
  const sign = SIGNS[name.toLowerCase()] ?? name;
  const several = values.length > 1 ? ' one of' : '';
  const joined = sign === '=' && several !== '' ? 'is' : sign === '≠' && several !== '' ? 'is not' : sign;
  return `${setText(operator)}${key} ${joined}${several} ${valuesText(values, short)}${holdsOfAbsent(key, operator) ? ' (or absent)' : ''}`;
}

function join(guards: readonly Guard[], short: boolean, before: string, between: string): string {
  return guards.length === 0
    ? ''
    : `${before} ${guards.map((guard) => clause(guard, short)).join(` ${between} `)}`;
}

/**
 * What a conditional answer hangs on: `if aws:PrincipalTag/team = red, unless aws:SecureTransport = false`. Guards on the resource are
 * the part of it that is covered.
 *
 * @param short In a heading: what does not fit is counted.
 */
function textOf(guards: readonly Guard[], short: boolean): string {
  const told = short ? guards.slice(0, SHORT.guards) : guards;
  const part = (isResource: boolean, mustHold: boolean): readonly Guard[] =>
    told.filter((guard) => (guard.key === 'resource') === isResource && guard.mustHold === mustHold);
  const parts = [
    join(part(true, true), short, 'only for', 'and'),
    join(part(true, false), short, 'not for', 'or'),
    join(part(false, true), short, 'if', 'and'),
    join(part(false, false), short, 'unless', 'or'),
  ].filter((text) => text !== '');
  const rest = guards.length - told.length;
  return `${parts.join(', ')}${rest > 0 ? `, and ${counted(rest, 'more condition')}` : ''}`;
}

/** For a heading, and where that left something out the whole, else null. */
export function conditionTexts(guards: readonly Guard[]): {
  readonly short: string;
  readonly whole: string | null;
} {
  const short = textOf(guards, true);
  const whole = textOf(guards, false);
  return { short, whole: short === whole ? null : whole };
}
