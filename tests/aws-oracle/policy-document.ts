/** A statement as the grammar gives it (reference_policies_grammar.html), lists and single values made alike. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalBlock | null;
  readonly action: Matcher;
  /** null: the statement names no resource, as in trust policies, and speaks of what it is attached to. */
  readonly resource: Matcher | null;
  readonly conditions: readonly Condition[];
  /** Policy variables exist from version 2012-10-17 on; before it `${...}` is plain text. */
  readonly hasVariables: boolean;
}

/** The listed patterns, or (negated: NotAction, NotResource) everything but them. */
export interface Matcher {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** `names` are the AWS principals; services, identity providers and canonical users never are the callers here. */
export interface PrincipalBlock {
  readonly negated: boolean;
  readonly names: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The statements of a raw document. Throws where IAM would have refused to store it: such a case is a mistake. */
export function statementsOf(document: unknown): readonly Statement[] {
  const policy = asObject(document);
  const statements = READ.get(policy) ?? readStatements(policy);
  READ.set(policy, statements);
  return statements;
}

/** Documents are never changed, and the completions of one case all read the same ones. */
const READ = new WeakMap<object, readonly Statement[]>();

function readStatements(policy: Readonly<Record<string, unknown>>): readonly Statement[] {
  const hasVariables = policy['Version'] === '2012-10-17';
  const raw: unknown = policy['Statement'];
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return list.map((statement) => statementOf(asObject(statement), hasVariables));
}

function statementOf(raw: Readonly<Record<string, unknown>>, hasVariables: boolean): Statement {
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw new Error('Effect is neither Allow nor Deny');
  const action = matcherOf(raw, 'Action', 'NotAction');
  if (action === null) throw new Error('a statement has Action or NotAction');
  return {
    effect,
    principal: principalOf(raw),
    action,
    resource: matcherOf(raw, 'Resource', 'NotResource'),
    conditions: conditionsOf(raw['Condition']),
    hasVariables,
  };
}

function matcherOf(raw: Readonly<Record<string, unknown>>, plain: string, negative: string): Matcher | null {
  if (raw[plain] !== undefined) return { negated: false, patterns: stringsOf(raw[plain]) };
  if (raw[negative] !== undefined) return { negated: true, patterns: stringsOf(raw[negative]) };
  return null;
}

function principalOf(raw: Readonly<Record<string, unknown>>): PrincipalBlock | null {
  if (raw['Principal'] !== undefined) return { negated: false, names: awsNamesOf(raw['Principal']) };
  if (raw['NotPrincipal'] !== undefined) return { negated: true, names: awsNamesOf(raw['NotPrincipal']) };
  return null;
}

/** `"*"` and `{"AWS": "*"}` are equivalent (reference_policies_elements_principal.html, "All principals"). */
function awsNamesOf(principal: unknown): readonly string[] {
  if (principal === '*') return ['*'];
  const names = asObject(principal)['AWS'];
  return names === undefined ? [] : stringsOf(names);
}

function conditionsOf(raw: unknown): readonly Condition[] {
  if (raw === undefined) return [];
  return Object.entries(asObject(raw)).flatMap(([operator, tests]) =>
    Object.entries(asObject(tests)).map(([key, values]) => ({ operator, key, values: stringsOf(values) })),
  );
}

/** Quotation marks are optional for numbers and booleans, and brackets for a single value (grammar page). */
function stringsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
      return String(item);
    throw new Error('a policy value is a string, a number or a boolean');
  });
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('not a JSON object');
  return value as Readonly<Record<string, unknown>>;
}
