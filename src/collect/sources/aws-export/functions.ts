import type { z } from 'zod';
import { edgeFact, nodeFact, type AttributesOf, type Evidence, type NodeFact } from '#model';
import { addCredentials } from '../../credential-facts.ts';
import type { SourceRun } from '../../source-run.ts';
import { functionArn, parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { arnNode, internet, isCutShort, known, outputOf, type ExportRun } from './export-run.ts';
import { addUrls, listedUrls, markPolicies, readPolicy } from './function-urls.ts';
import { FunctionConfiguration, FunctionUrl, GetFunction, ListFunctions } from './schema.ts';

/** Lambda functions: what they run as, from which image, with which variables, and who may call their URL. */
export function addFunctions(exported: ExportRun): void {
  const { run, calls } = exported;
  for (const call of calls('lambda', 'list-functions')) addList(run, call);
  for (const call of calls('lambda', 'get-function')) addDescription(run, call);
  for (const call of calls('lambda', 'get-function-configuration')) {
    const output = outputOf(run, call, FunctionConfiguration);
    if (output !== null) addFunction(run, output, run.pointer(call.path, call.base), {});
  }
  // Before the URLs: whether one is open to everybody depends on the function's policy.
  const policies = new Map(calls('lambda', 'get-policy').flatMap((call) => readPolicy(run, call)));
  const listed = calls('lambda', 'list-function-url-configs').flatMap((call) => listedUrls(run, call));
  const described = calls('lambda', 'get-function-url-config').flatMap((call) => {
    const config = outputOf(run, call, FunctionUrl);
    return config === null ? [] : [{ config, evidence: run.pointer(call.path, call.base) }];
  });
  const urls = [...listed, ...described];
  addUrls(run, urls, policies);
  markPolicies(
    run,
    policies,
    urls.map(({ config }) => config.FunctionArn),
  );
}

function addList(run: SourceRun, call: Call): void {
  const output = outputOf(run, call, ListFunctions);
  if (output === null) return;
  // Functions are not marked complete: the list is of one region, and regions that were not asked have theirs.
  isCutShort(run, call, output);
  for (const [i, configuration] of output.Functions.entries()) {
    addFunction(run, configuration, run.pointer(call.path, `${call.base}/Functions/${String(i)}`), {});
  }
}

/** The one call that tells the image and the tags; a list has neither. */
function addDescription(run: SourceRun, call: Call): void {
  const output = outputOf(run, call, GetFunction);
  if (output === null) return;
  const evidence = run.pointer(call.path, `${call.base}/Configuration`);
  // The reference that was deployed, and the digest it stood for then: both join with what a build or a registry
  // says.
  const { ImageUri: image, ResolvedImageUri: resolved } = output.Code ?? {};
  const redact = (text: string): string => run.input.inspector.redact(text);
  const tags = Object.entries(output.Tags ?? {}).map(([key, value]) => [redact(key), redact(value)]);
  const id = addFunction(run, output.Configuration, evidence, {
    ...(image === undefined ? {} : { imageReference: image }),
    tags: Object.fromEntries(tags) as Record<string, string>,
  });
  if (image === undefined) return;
  const at = run.pointer(call.path, `${call.base}/Code`);
  const references = [...new Set([image, resolved ?? image])];
  run.facts.push(
    nodeFact({
      id: image,
      kind: 'image',
      name: image.split('/').at(-1) ?? image,
      attributes: {},
      identifiers: references.map((value) => ({ scheme: 'image-reference', value })),
      evidence: at,
    }),
    edgeFact({ from: image, edge: 'deployed-as', to: id, rung: 2, evidence: at }),
  );
}

/**
 * Called for list, get-function and get-function-configuration alike: what they say of one ARN merges.
 *
 * @returns The function's id, its ARN without a version.
 */
function addFunction(
  run: SourceRun,
  configuration: z.infer<typeof FunctionConfiguration>,
  evidence: Evidence[],
  extra: AttributesOf<'function'>,
): string {
  const id = functionArn(configuration.FunctionArn);
  const arn = parseArn(id);
  const variables = Object.entries(configuration.Environment?.Variables ?? {});
  const redact = (text: string): string => run.input.inspector.redact(text);
  // Lambda prints an empty text where nobody wrote one: known to be none.
  const description = configuration.Description === '' ? null : configuration.Description;
  const attributes: AttributesOf<'function'> = {
    ...known({
      account: arn?.account,
      region: arn?.region,
      runtime: configuration.Runtime,
      description: typeof description === 'string' ? redact(description) : description,
    }),
    // Of values the ids of the stores that they name are kept, nothing else; all of them go past the inspector below.
    ...(areVariablesPrinted(configuration) ? namesOfVariables(run, variables, arn) : {}),
    ...networkOf(configuration),
    ...extra,
  };
  if (attributes.network === 'platform') run.facts.push(internet(evidence));
  run.facts.push(
    arnNode(run, { kind: 'function', id, name: configuration.FunctionName, attributes, evidence }),
  );
  if (configuration.Role !== undefined) {
    run.facts.push(edgeFact({ from: id, edge: 'runs-as', to: configuration.Role, evidence }));
    run.complete({ scope: `node:${id}`, edge: 'runs-as' });
  }
  // Whoever may read the configuration of the function reads its variables.
  for (const [label, value] of variables) {
    addCredentials(run, {
      holder: id,
      path: id,
      name: redact(label),
      label,
      isEnvironment: true,
      value,
      evidence,
    });
  }
  return id;
}

/** A function without variables prints none, as does an output that was narrowed, or one that could not be decrypted. */
function areVariablesPrinted(configuration: z.infer<typeof FunctionConfiguration>): boolean {
  const { Environment: environment, MemorySize: size } = configuration;
  if (environment === undefined) return size !== undefined;
  return environment.Variables !== undefined || environment.Error === undefined;
}

/** By bare names; kept for one run. */
const storesOfRun = new WeakMap<SourceRun, ReadonlyMap<string, readonly NodeFact[]>>();

function storesByName(run: SourceRun): ReadonlyMap<string, readonly NodeFact[]> {
  const known = storesOfRun.get(run);
  if (known !== undefined) return known;
  const byName = new Map<string, NodeFact[]>();
  for (const fact of run.facts)
    if (fact.fact === 'node' && ['bucket', 'table', 'secret-location'].includes(fact.kind))
      for (const name of new Set([fact.name, fact.id])) byName.set(name, [...(byName.get(name) ?? []), fact]);
  storesOfRun.set(run, byName);
  return byName;
}

/**
 * Names alone, but for variables that hold the name or ARN of a store that was listed, and so is no secret. A bare name means what
 * lies where the function runs, but for buckets, which are named once.
 */
function namesOfVariables(
  run: SourceRun,
  variables: readonly (readonly [string, string])[],
  place: ReturnType<typeof parseArn>,
): Pick<AttributesOf<'function'>, 'envNames' | 'envStores'> {
  const byName = storesByName(run);
  const redact = (text: string): string => run.input.inspector.redact(text);
  const isHere = (id: string): boolean => {
    const own = parseArn(id);
    return own?.account === place?.account && own?.region === place?.region;
  };
  const found = variables.flatMap(([name, value]) =>
    (byName.get(value) ?? [])
      .filter(({ id, kind }) => id === value || kind === 'bucket' || isHere(id))
      .map(({ id }) => `${redact(name)}=${id}`),
  );
  return {
    envNames: variables.map(([name]) => redact(name)).sort(),
    ...(found.length === 0 ? {} : { envStores: [...new Set(found)].sort() }),
  };
}

/**
 * A function that is attached to no VPC sends through Lambda's own network, which leads to the internet (Lambda developer guide,
 * "Giving Lambda functions access to resources in an Amazon VPC"); a capacity provider is one more way into the account's network.
 */
function networkOf({
  MemorySize,
  Timeout,
  VpcConfig,
  CapacityProviderConfig,
}: z.infer<typeof FunctionConfiguration>): Pick<AttributesOf<'function'>, 'network'> {
  const isAttached = (VpcConfig?.VpcId ?? '') !== '' || (VpcConfig?.SubnetIds ?? []).length > 0;
  if (isAttached || (CapacityProviderConfig ?? null) !== null) return { network: 'customer' };
  return MemorySize === undefined || Timeout === undefined ? {} : { network: 'platform' };
}
