import {
  bucketArn,
  declaredId,
  edgeFact,
  INTERNET_ID,
  nodeFact,
  type AttributesOf,
  type Evidence,
  type Identifier,
  type NodeId,
} from '#model';
import { addCredentials } from '../../credential-facts.ts';
import type { SourceRun } from '../../source-run.ts';
import type { HclValue } from './hcl-value.ts';
import { functionOf, isLeftToOthers, opensToEverybody } from './function-exposure.ts';
import { addImage, buildOf } from './function-image.ts';
import { stateOf, type BuiltImage } from './images.ts';
import { evidenceOf, literal, type ModuleRun } from './module-run.ts';
import { AccountId, AuthorizationType } from './schema.ts';
import { attribute, entriesOf, type Resource, type TerraformModule } from './terraform-module.ts';

/** Resources that become nodes, with the attribute that holds the name AWS knows them by. */
const NAMED_TYPES = {
  aws_lambda_function: { kind: 'function', nameAttribute: 'function_name' },
  aws_iam_role: { kind: 'cloud-role', nameAttribute: 'name' },
  aws_s3_bucket: { kind: 'bucket', nameAttribute: 'bucket' },
  aws_dynamodb_table: { kind: 'table', nameAttribute: 'name' },
} as const;
type NamedType = keyof typeof NAMED_TYPES;

/** Facts of one folder. Images are tied to what builds and runs them; they become nodes later, once per target. */
export function addTerraform(
  run: SourceRun,
  module: TerraformModule,
  images: ReadonlyMap<string, BuiltImage>,
): void {
  const own: ModuleRun = { run, module, images, built: new Map() };
  // A module may declare anything: said, so that the list of resources is not read as all.
  for (const { path, block } of module.moduleCalls) {
    run.gap(`${path}:${String(block.startLine)}`, 'unresolved', 'resources of a called module are not read');
  }
  for (const resource of module.resources.values()) {
    if (isNamedType(resource.type)) addNamed(own, resource, resource.type);
    if (resource.type === 'aws_lambda_function') addFunction(own, resource);
    if (resource.type === 'aws_lambda_function_url') addUrl(own, resource);
    if (resource.type === 'docker_image' || resource.type === 'docker_registry_image') buildOf(own, resource);
  }
}

function isNamedType(type: string): type is NamedType {
  return Object.hasOwn(NAMED_TYPES, type);
}

/** By address, which Terraform keeps unique in a folder. */
function idOf({ run }: ModuleRun, resource: Resource, type: NamedType): NodeId {
  return declaredId(NAMED_TYPES[type].kind, run.input.target.name, resource.path, resource.address);
}

function addNamed(own: ModuleRun, resource: Resource, type: NamedType): void {
  const { kind, nameAttribute } = NAMED_TYPES[type];
  const { run, module } = own;
  const name = literal(own, resource, nameAttribute);
  // Without a name nothing joins it with what AWS says; Terraform or AWS makes one up when it is created.
  if (name === null && attribute(resource.block.body, nameAttribute) === undefined) {
    run.gap(
      `${resource.path}:${String(resource.block.startLine)}`,
      'unresolved',
      `${resource.address} gets its name when it is made`,
    );
  }
  const { account, region, tags } = module.place(resource);
  // The resource's own tags win (terraform-provider-aws, default_tags).
  const merged = { ...tags, ...literalEntries(own, attribute(resource.block.body, 'tags')) };
  run.facts.push(
    nodeFact<typeof kind>({
      id: idOf(own, resource, type),
      kind,
      name: (name ?? resource.name).slice(0, 200),
      state: stateOf(resource.path),
      attributes: {
        ...(account === null ? {} : { account }),
        // IAM is global.
        ...(region === null || kind === 'cloud-role' ? {} : { region }),
        ...(Object.keys(merged).length === 0 ? {} : { tags: merged }),
      },
      identifiers: name === null ? [] : identifiersOf(type, name, { account, region }),
      evidence: evidenceOf(own, resource),
    }),
  );
}

/** The name is unique in one account (and region); with both known literally it is the ARN. */
function identifiersOf(
  type: NamedType,
  name: string,
  { account, region }: { account: string | null; region: string | null },
): Identifier[] {
  const isPlaced = AccountId.safeParse(account).success && region !== null;
  const arn = (service: string, at: string, resource: string): Identifier[] =>
    isPlaced ? [{ scheme: 'arn', value: `arn:aws:${service}:${at}:${account ?? ''}:${resource}` }] : [];
  switch (type) {
    case 'aws_lambda_function':
      return [
        { scheme: 'aws-name', value: `lambda:function/${name}` },
        ...arn('lambda', region ?? '', `function:${name}`),
      ];
    case 'aws_iam_role':
      // A path would be part of the ARN and is not part of the name: the ladder joins roles by account and name.
      return [{ scheme: 'aws-name', value: `iam:role/${name}` }];
    case 'aws_s3_bucket':
      return [
        { scheme: 'aws-name', value: `s3:${name}` },
        { scheme: 'arn', value: bucketArn(name) },
      ];
    case 'aws_dynamodb_table':
      return [
        { scheme: 'aws-name', value: `dynamodb:table/${name}` },
        ...arn('dynamodb', region ?? '', `table/${name}`),
      ];
  }
}

/** Entries that need Terraform to be known are left out: part of the tags is still true. */
function literalEntries({ run, module }: ModuleRun, value: HclValue | undefined): Record<string, string> {
  return Object.fromEntries(
    entriesOf(value).flatMap(({ key, value: of }) => {
      const text = module.text(of);
      return text === null ? [] : [[run.input.inspector.redact(key), run.input.inspector.redact(text)]];
    }),
  );
}

/**
 * A second fact of the function's id, which merges with the named one: variables and image have readers of their own.
 */
function addFunction(own: ModuleRun, resource: Resource): void {
  const { run, module } = own;
  const id = idOf(own, resource, 'aws_lambda_function');
  const evidence = evidenceOf(own, resource);
  const variables = variablesOf(resource);
  const image = attribute(resource.block.body, 'image_uri');
  const reference = module.text(image);
  const attributes: AttributesOf<'function'> = {
    // A key that is written there is one all the same.
    ...(variables === null || !module.isWhole || isLeftToOthers(resource, 'environment')
      ? {}
      : { envNames: variables.map(({ key }) => run.input.inspector.redact(key)).sort() }),
    ...(reference === null ? {} : { imageReference: run.input.inspector.redact(reference) }),
    ...(module.isWhole ? networkOf(resource) : {}),
  };
  // The block's own name stands in where the function's is computed.
  const name = module.text(attribute(resource.block.body, 'function_name')) ?? resource.name;
  run.facts.push(
    nodeFact({ id, kind: 'function', name, state: stateOf(resource.path), attributes, evidence }),
  );
  for (const { key, value } of writtenVariables(resource)) {
    // A value from a variable or another resource is no secret in this file.
    const text = module.text(value);
    if (text === null) continue;
    const literalValue = { holder: id, path: resource.path, name: `${resource.address}.${key}`, label: key };
    addCredentials(run, { ...literalValue, isEnvironment: true, value: text, evidence });
  }
  if (attributes.network === 'platform')
    run.facts.push(
      nodeFact({ id: INTERNET_ID, kind: 'internet', name: 'internet', attributes: {}, evidence }),
    );
  addRole(own, resource, id, evidence);
  addImage(own, { resource, id, image, reference, evidence });
}

/** Null where not every name is written out: an empty list would say that nothing is set. */
function variablesOf({ block }: Resource): ReturnType<typeof entriesOf> | null {
  const { blocks, attributes } = block.body;
  const isMade = blocks.some(({ type, labels }) => type === 'dynamic' && labels[0] === 'environment');
  if (isMade || attributes.some(({ name }) => name === 'environment')) return null;
  const written = blocks.filter(({ type }) => type === 'environment');
  const lists = written.map(({ body }) => attribute(body, 'variables'));
  // A map that is left out, or null, sets none.
  const isRead = lists.every(
    (list) =>
      list === undefined || list.kind === 'object' || (list.kind === 'literal' && list.value === null),
  );
  return isRead ? lists.flatMap((list) => entriesOf(list)) : null;
}

/** Every variable that is written out somewhere, whatever else sets some: a key that is written is one in any case. */
function writtenVariables({ block }: Resource): ReturnType<typeof entriesOf> {
  const { blocks, attributes } = block.body;
  const bodies = blocks.flatMap((one) => {
    if (one.type === 'environment') return [one.body];
    const isMade = one.type === 'dynamic' && one.labels[0] === 'environment';
    return isMade ? one.body.blocks.filter(({ type }) => type === 'content').map(({ body }) => body) : [];
  });
  const values = attributes.filter(({ name }) => name === 'environment').map(({ value }) => value);
  const objects = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  return [
    ...bodies.map((body) => attribute(body, 'variables')),
    ...objects.map((one) => entriesOf(one).find(({ key }) => key === 'variables')?.value),
  ].flatMap((list) => entriesOf(list));
}

/** Blocks that put a function into a network of the account (terraform-provider-aws, aws_lambda_function). */
const NETWORK_BLOCKS = ['vpc_config', 'capacity_provider_config'];

/** Without such a block Lambda's own network counts, which leads to the internet; one that is made when Terraform runs leaves it open. */
function networkOf(resource: Resource): Pick<AttributesOf<'function'>, 'network'> {
  const { blocks, attributes } = resource.block.body;
  if (NETWORK_BLOCKS.some((name) => isLeftToOthers(resource, name))) return {};
  const isMade = blocks.some(
    ({ type, labels }) => type === 'dynamic' && NETWORK_BLOCKS.includes(labels[0] ?? ''),
  );
  if (isMade || attributes.some(({ name }) => NETWORK_BLOCKS.includes(name))) return {};
  return { network: blocks.some(({ type }) => NETWORK_BLOCKS.includes(type)) ? 'customer' : 'platform' };
}

/** Redacted, since a computed name may hold what it was computed from; the block's own name where it is not literal. */
function functionName({ run, module }: ModuleRun, resource: Resource): string {
  const name = module.text(attribute(resource.block.body, 'function_name')) ?? resource.name;
  return run.input.inspector.redact(name).slice(0, 200);
}

/** Declared or literal, the role is the one it runs as, and there is exactly one: the list is then closed. */
function addRole(own: ModuleRun, resource: Resource, id: NodeId, evidence: Evidence[]): void {
  const { run, module } = own;
  const value = attribute(resource.block.body, 'role');
  const role = module.referenced(value);
  const text = module.text(value);
  if (isLeftToOthers(resource, 'role')) {
    const why = `the role of ${resource.address} is left to others: changes of it are ignored`;
    run.gap(`${resource.path}:${String(resource.block.startLine)}`, 'unresolved', why);
    return;
  }
  if (role?.type === 'aws_iam_role') {
    run.facts.push(edgeFact({ from: id, edge: 'runs-as', to: idOf(own, role, 'aws_iam_role'), evidence }));
  } else if (text !== null && /^arn:[^:]+:iam::\d{12}:role\//.test(text)) {
    const identifiers = [{ scheme: 'arn', value: text } as const];
    const name = text.split('/').at(-1) ?? text;
    run.facts.push(nodeFact({ id: text, kind: 'cloud-role', name, attributes: {}, identifiers, evidence }));
    run.facts.push(edgeFact({ from: id, edge: 'runs-as', to: text, evidence }));
  } else {
    run.gap(
      `${resource.path}:${String(resource.block.startLine)}`,
      'unresolved',
      `the role of ${resource.address} is not literal`,
    );
    return;
  }
  if (module.isWhole) run.complete({ scope: `node:${id}`, edge: 'runs-as' });
}

function addUrl(own: ModuleRun, resource: Resource): void {
  const { run, module } = own;
  const evidence = evidenceOf(own, resource);
  const found = functionOf(module, resource);
  const authorization = AuthorizationType.safeParse(literal(own, resource, 'authorization_type'));
  if (found === null) {
    run.gap(
      `${resource.path}:${String(resource.block.startLine)}`,
      'unresolved',
      `the function of ${resource.address} is not in this folder`,
    );
    return;
  }
  const id = idOf(own, found, 'aws_lambda_function');
  const name = functionName(own, found);
  const urlAuthentication =
    !authorization.success || isLeftToOthers(resource, 'authorization_type')
      ? 'unknown'
      : authorization.data === 'NONE'
        ? 'none'
        : 'iam';
  run.facts.push(nodeFact({ id, kind: 'function', name, attributes: { urlAuthentication }, evidence }));
  if (urlAuthentication !== 'none') return;
  const effect = opensToEverybody(own, resource, found) ? 'allow' : 'unknown';
  run.facts.push(
    nodeFact({ id: INTERNET_ID, kind: 'internet', name: 'internet', attributes: {}, evidence }),
    edgeFact({ from: INTERNET_ID, edge: 'exposes', to: id, effect, evidence }),
  );
}
