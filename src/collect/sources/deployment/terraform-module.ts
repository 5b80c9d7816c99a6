import type { HclAttribute, HclBlock, HclBody, HclValue, TemplatePart } from './hcl-value.ts';

/** One resource where it is written. */
export interface Resource {
  /** `<type>.<name>`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly block: HclBlock;
}

/** All files of one folder: Terraform reads them as one. */
export interface TerraformModule {
  readonly folder: string;
  /** False where a file of the folder was not read: it may say more of every resource, or another thing. */
  readonly isWhole: boolean;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly moduleCalls: readonly { readonly path: string; readonly block: HclBlock }[];
  /** Literal text of a value; null where it cannot be known without running Terraform. */
  readonly text: (value: HclValue | undefined) => string | null;
  /** The resource whose attribute a value is; null where it is no plain reference to one of this folder. */
  readonly referenced: (value: HclValue | undefined) => Resource | null;
  /** The first resource of a type whose attribute is literally this text; null where there is none. */
  readonly named: (type: string, attribute: string, text: string) => Resource | null;
  readonly place: (resource: Resource) => Place;
}

/** Where a resource comes to lie, as far as its provider says so literally. */
interface Place {
  readonly account: string | null;
  readonly region: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TerraformFile {
  readonly path: string;
  readonly body: HclBody;
}

/** References may lead to references; further than this they go round in circles. */
const MAX_STEPS = 20;
/** Characters of a template when its references are put in. */
const MAX_TEMPLATE = 100_000;

/** The first of that name; undefined where it is not written. */
export function attribute(body: HclBody, name: string): HclValue | undefined {
  return body.attributes.find((candidate) => candidate.name === name)?.value;
}

/** The first block of that type: those that may be repeated are not asked for here. */
export function nested(body: HclBody, type: string): HclBlock | undefined {
  return body.blocks.find((block) => block.type === type);
}

/** Attributes of an object value, or of a block of that name: providers take either form for some. */
export function entriesOf(
  value: HclValue | undefined,
): readonly { readonly key: string; readonly value: HclValue }[] {
  return value?.kind === 'object' ? value.entries : [];
}

/**
 * @param files The `.tf` files of one folder.
 * @param isWhole Whether the files are all that Terraform reads there.
 * @param settings The `terraform.tfvars` and `*.auto.tfvars` beside them, in the order in which Terraform loads them.
 */
export function terraformModule(
  folder: string,
  files: readonly TerraformFile[],
  settings: readonly TerraformFile[],
  isWhole: boolean,
): TerraformModule {
  const blocks = files.flatMap(({ path, body }) => body.blocks.map((block) => ({ path, block })));
  const scope: Scope = {
    variables: variablesOf(blocks, settings),
    locals: new Map(
      blocks
        .filter(({ block }) => block.type === 'locals')
        .flatMap(({ block }) => named(block.body.attributes)),
    ),
    resources: resourcesOf(blocks),
    providers: providersOf(blocks),
    places: new Map(),
    texts: new Map(),
  };
  // By type and attribute, each made when it is first asked for: looking through all resources for each function would take time
  // in the square of the file.
  const indexes = new Map<string, ReadonlyMap<string, Resource>>();
  return {
    folder,
    isWhole,
    resources: scope.resources,
    moduleCalls: blocks.filter(({ block }) => block.type === 'module'),
    text: (value) => textOf(scope, value, 0),
    referenced: (value) => referencedBy(scope, value, 0),
    named(type, name, text) {
      const key = `${type}.${name}`;
      const index = indexes.get(key) ?? byText(scope, type, name);
      indexes.set(key, index);
      return index.get(text) ?? null;
    },
    place: (resource) => placeOf(scope, resource, 0),
  };
}

/** What expressions of one folder may refer to. */
interface Scope {
  readonly variables: ReadonlyMap<string, HclValue>;
  readonly locals: ReadonlyMap<string, HclValue>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** By alias; null for the default provider. */
  readonly providers: ReadonlyMap<string | null, HclBody>;
  /** What each provider says of its resources, worked out once. */
  readonly places: Map<HclBody, Place>;
  /** Expression → its text, each computed once: a local that is named twice on every level would else double the work. */
  readonly texts: Map<string, string | null>;
}

type PlacedBlock = { readonly path: string; readonly block: HclBlock };

function named(attributes: readonly HclAttribute[]): [string, HclValue][] {
  return attributes.map(({ name, value }) => [name, value]);
}

/** A setting wins over a default, and a later setting over an earlier one. */
function variablesOf(
  blocks: readonly PlacedBlock[],
  settings: readonly TerraformFile[],
): ReadonlyMap<string, HclValue> {
  const defaults = blocks.flatMap(({ block }): [string, HclValue][] => {
    const value = block.type === 'variable' ? attribute(block.body, 'default') : undefined;
    return value === undefined ? [] : [[block.labels[0] ?? '', value]];
  });
  return new Map([...defaults, ...settings.flatMap(({ body }) => named(body.attributes))]);
}

/** An alias is written literally, since Terraform evaluates nothing there; the first of two providers stands. */
function providersOf(blocks: readonly PlacedBlock[]): ReadonlyMap<string | null, HclBody> {
  const providers = new Map<string | null, HclBody>();
  for (const { block } of blocks) {
    if (block.type !== 'provider' || block.labels[0] !== 'aws') continue;
    const alias = attribute(block.body, 'alias');
    if (alias !== undefined && alias.kind !== 'literal') continue;
    const name = alias === undefined ? null : String(alias.value);
    if (!providers.has(name)) providers.set(name, block.body);
  }
  return providers;
}

function byText(scope: Scope, type: string, name: string): ReadonlyMap<string, Resource> {
  const index = new Map<string, Resource>();
  for (const resource of scope.resources.values()) {
    if (resource.type !== type) continue;
    const text = textOf(scope, attribute(resource.block.body, name), 0);
    if (text !== null && !index.has(text)) index.set(text, resource);
  }
  return index;
}

/** Data sources are left out: they describe what exists elsewhere. */
function resourcesOf(blocks: readonly PlacedBlock[]): ReadonlyMap<string, Resource> {
  const resources = new Map<string, Resource>();
  for (const { path, block } of blocks) {
    const [type, name] = block.labels;
    if (block.type !== 'resource' || type === undefined || name === undefined) continue;
    const address = `${type}.${name}`;
    resources.set(address, { address, type, name, path, block });
  }
  return resources;
}

/**
 * Lists, objects and booleans of conditions have no text. Numbers and booleans that are literal read as Terraform
 * prints them.
 */
function textOf(scope: Scope, value: HclValue | undefined, steps: number): string | null {
  if (value === undefined || steps > MAX_STEPS) return null;
  // null means that the attribute is not set.
  if (value.kind === 'literal') return value.value === null ? null : String(value.value);
  if (value.kind === 'expression') return expressionText(scope, value.text, steps);
  if (value.kind !== 'template') return null;
  let text = '';
  for (const part of value.parts) {
    const piece = partText(scope, part, steps);
    // A text that doubles on every level is no name of anything.
    if (piece === null || text.length + piece.length > MAX_TEMPLATE) return null;
    text += piece;
  }
  return text;
}

function partText(scope: Scope, part: TemplatePart, steps: number): string | null {
  return 'text' in part ? part.text : expressionText(scope, part.expression, steps);
}

function expressionText(scope: Scope, text: string, steps: number): string | null {
  const known = scope.texts.get(text);
  if (known !== undefined) return known;
  // Unknown while it is looked for, so that a reference to itself ends.
  scope.texts.set(text, null);
  const found = referencedText(scope, text, steps);
  scope.texts.set(text, found);
  return found;
}

function referencedText(scope: Scope, text: string, steps: number): string | null {
  // Paths are taken from the module's own folder.
  if (text === 'path.module') return '.';
  const variable = /^var\.([\w-]+)$/.exec(text)?.[1];
  if (variable !== undefined) return textOf(scope, scope.variables.get(variable), steps + 1);
  const local = /^local\.([\w-]+)$/.exec(text)?.[1];
  if (local !== undefined) return textOf(scope, scope.locals.get(local), steps + 1);
  // `type.name.attribute`, with an index where count made several of them.
  const [, address = '', name = ''] = /^(\w+\.[\w-]+)(?:\[\d+\])?\.(\w+)$/.exec(text) ?? [];
  const resource = scope.resources.get(address);
  return resource === undefined ? null : resourceText(scope, resource, name, steps + 1);
}

/** Attributes that the provider computes from literal ones, by type; everything else is read as written. */
function resourceText(scope: Scope, resource: Resource, name: string, steps: number): string | null {
  const written = textOf(scope, attribute(resource.block.body, name), steps);
  if (written !== null) return written;
  const own = (key: string): string | null => textOf(scope, attribute(resource.block.body, key), steps);
  const key = `${resource.type}.${name}`;
  switch (key) {
    // <account>.dkr.ecr.<region>.amazonaws.com/<name> (ECR user guide, "Registry").
    case 'aws_ecr_repository.repository_url': {
      const { account, region } = placeOf(scope, resource, steps);
      const repository = own('name');
      if (account === null || region === null || repository === null) return null;
      return `${account}.dkr.ecr.${region}.amazonaws.com/${repository}`;
    }
    case 'aws_s3_bucket.id':
      return own('bucket');
    case 'aws_iam_role.id':
    case 'aws_dynamodb_table.id':
    case 'aws_ecr_repository.id':
      return own('name');
    case 'aws_lambda_function.id':
      return own('function_name');
    default:
      return null;
  }
}

/** As textOf, for values that stand for a whole resource; the attribute behind its name does not matter. */
function referencedBy(scope: Scope, value: HclValue | undefined, steps: number): Resource | null {
  if (value === undefined || steps > MAX_STEPS) return null;
  const text = value.kind === 'expression' ? value.text : onlyExpression(value);
  if (text === null) return null;
  const local = /^local\.([\w-]+)$/.exec(text)?.[1];
  if (local !== undefined) return referencedBy(scope, scope.locals.get(local), steps + 1);
  const address = /^(\w+\.[\w-]+)(?:\[\d+\])?\.\w+$/.exec(text)?.[1];
  return scope.resources.get(address ?? '') ?? null;
}

/** `"${x}"` is `x`; with a text beside it, only the leading reference names what the value is about. */
function onlyExpression(value: HclValue): string | null {
  const [first] = value.kind === 'template' ? value.parts : [];
  return first !== undefined && 'expression' in first ? first.expression : null;
}

/** Tags of one resource: AWS takes no more of them. */
const MAX_TAGS = 50;

/** The default provider, or the one that `provider = aws.<alias>` names. */
function placeOf(scope: Scope, resource: Resource, steps: number): Place {
  const named = attribute(resource.block.body, 'provider');
  const alias = named?.kind === 'expression' ? (/^aws\.([\w-]+)$/.exec(named.text)?.[1] ?? null) : null;
  const provider = scope.providers.get(alias);
  if (provider === undefined) return { account: null, region: null, tags: {} };
  const place = scope.places.get(provider) ?? readPlace(scope, provider, steps);
  scope.places.set(provider, place);
  return place;
}

function readPlace(scope: Scope, provider: HclBody, steps: number): Place {
  // The one place in which a provider block names its account; several allowed ones say nothing.
  const accounts = attribute(provider, 'allowed_account_ids');
  const [account, ...others] = accounts?.kind === 'list' ? accounts.items : [];
  const tags = entriesOf(attribute(nested(provider, 'default_tags')?.body ?? provider, 'tags'));
  return {
    account: others.length === 0 ? textOf(scope, account, steps + 1) : null,
    region: textOf(scope, attribute(provider, 'region'), steps + 1),
    tags: Object.fromEntries(
      tags.slice(0, MAX_TAGS).flatMap(({ key, value }) => {
        const text = textOf(scope, value, steps + 1);
        return text === null ? [] : [[key, text]];
      }),
    ),
  };
}
