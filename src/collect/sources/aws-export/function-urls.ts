import type { z } from 'zod';
import { edgeFact, INTERNET_ID, type AttributesOf, type AwsPolicyDocument, type Evidence } from '#model';
import type { SourceRun } from '../../source-run.ts';
import { functionArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { arnNode, internet, known, outputOf, utc } from './export-run.ts';
import { openingTo } from './function-opening.ts';
import { namedFunction } from './named-function.ts';
import { addResourcePolicy } from './resource-policies.ts';
import { ListFunctionUrls, PolicyOutput, type FunctionUrl } from './schema.ts';
import { CALLS_URL, INVOKES } from './unsigned-call.ts';

/**
 * What get-policy said of a function, by its ARN, and of a version or alias, which has a policy of its own, by its qualified one; not
 * in the map where it was not asked. Null: it has none; undefined: asked, and nobody can tell.
 */
type Policies = ReadonlyMap<string, AwsPolicyDocument | null | undefined>;

export function readPolicy(run: SourceRun, call: Call): [string, AwsPolicyDocument | null | undefined][] {
  const named = namedFunction(call);
  if (named === null) {
    run.gap(call.path, 'wrong-shape', 'argv and envelope do not say which function it is about');
    return [];
  }
  const { id: resource, qualifier, isPart } = named;
  // Also Lambda's answer for a function without a policy (API reference, GetPolicy).
  const none = ['ResourceNotFoundException'];
  const question = { resource, none, schema: PolicyOutput, field: 'Policy', isMarked: false };
  const policy = addResourcePolicy(run, call, question);
  if (isPart && qualifier === '') return [];
  return [[isPart ? `${resource}:${qualifier}` : resource, policy]];
}

/**
 * The mark of every function whose policy is known, and that of each of its parts that has a URL: who may call one of these is said
 * by its own policy alone, which get-policy without a qualifier does not show.
 *
 * @param urls Ids of the functions and parts that have a URL, as `listedUrls` gives them.
 */
export function markPolicies(run: SourceRun, policies: Policies, urls: readonly string[]): void {
  const open = new Set(urls.filter((id) => policies.get(id) === undefined).map(functionArn));
  for (const [id, policy] of policies)
    if (policy !== undefined && functionArn(id) === id && !open.has(id))
      run.complete({ scope: `node:${id}`, kind: 'policy', policyType: 'resource' });
}

/** One URL as a call printed it. */
interface SeenUrl {
  readonly config: z.infer<typeof FunctionUrl>;
  readonly evidence: Evidence[];
}

/** URLs of a function and its aliases; a function whose list is empty is known to have none. */
export function listedUrls(run: SourceRun, call: Call): readonly SeenUrl[] {
  const output = outputOf(run, call, ListFunctionUrls);
  if (output === null) return [];
  const urls = output.FunctionUrlConfigs.map((config, i) => ({
    config,
    evidence: run.pointer(call.path, `${call.base}/FunctionUrlConfigs/${String(i)}`),
  }));
  const id = namedFunction(call)?.id ?? null;
  // An empty list is an answer: it has no URL.
  if (urls.length > 0 || id === null) return urls;
  const name = id.split(':').at(-1) ?? id;
  const evidence = run.pointer(call.path, call.base);
  run.facts.push(arnNode(run, { kind: 'function', id, name, attributes: { url: null }, evidence }));
  return [];
}

/**
 * A URL is an identifier too: it ties a server that a client reaches there to the function.
 *
 * @param urls All that were seen.
 */
export function addUrls(run: SourceRun, urls: readonly SeenUrl[], policies: Policies): void {
  for (const { config, evidence } of urls) {
    const id = functionArn(config.FunctionArn);
    const own = urls.filter((url) => functionArn(url.config.FunctionArn) === id).map((url) => url.config);
    const name = id.split(':').at(-1) ?? id;
    const identifiers = [{ scheme: 'url', value: config.FunctionUrl } as const];
    const attributes = urlAttributes(config, own);
    run.facts.push(arnNode(run, { kind: 'function', id, name, attributes, identifiers, evidence }));
    const policy = policies.get(config.FunctionArn);
    const created = utc(config.CreationTime) ?? null;
    if (config.AuthType === 'NONE') addExposure(run, { id, created }, evidence, policy);
  }
}

/**
 * A function and each of its aliases may have a URL: several do not disagree. The function's own is told, and of type and age what all
 * have in common.
 */
function urlAttributes(
  config: SeenUrl['config'],
  all: readonly SeenUrl['config'][],
): AttributesOf<'function'> {
  const isOne = all.every(({ FunctionArn }) => FunctionArn === config.FunctionArn);
  const [first = config] = [...all].sort((a, b) => (a.FunctionArn < b.FunctionArn ? -1 : 1));
  const types = new Set(isOne ? [typeOf(config)] : all.map(typeOf));
  const times = new Set(
    isOne ? [utc(config.CreationTime)] : all.map(({ CreationTime }) => utc(CreationTime)),
  );
  const [type = 'unknown'] = types;
  const [created] = times;
  return {
    url: isOne ? config.FunctionUrl : first.FunctionUrl,
    ...(times.size === 1 ? known({ urlCreatedAt: created }) : {}),
    urlAuthentication: types.size === 1 ? type : 'unknown',
  };
}

function typeOf({ AuthType: type }: SeenUrl['config']): 'none' | 'iam' | 'unknown' {
  return type === 'NONE' ? 'none' : type === 'AWS_IAM' ? 'iam' : 'unknown';
}

/** From then on a new URL takes lambda:InvokeFunction as well (Lambda developer guide, "Control access to Lambda function URLs"). */
const BOTH_SINCE = '2025-11-01';

/**
 * AuthType NONE alone opens nothing: the policy of the function, or of the alias whose URL it is, must let everybody in as well (Lambda developer guide,
 * "Control access to Lambda function URLs"). Where that policy was not handed over the edge is unknown, and so it is where an
 * older URL has half of what new ones need: for how long it is excepted nothing says. A Deny that may meet everybody leaves it
 * unknown as well, and conditions become its guards.
 */
function addExposure(
  run: SourceRun,
  { id, created }: { readonly id: string; readonly created: string | null },
  evidence: Evidence[],
  policy: AwsPolicyDocument | null | undefined,
): void {
  if (policy === null) return;
  const openings = policy === undefined ? [] : [openingTo(policy, CALLS_URL), openingTo(policy, INVOKES)];
  const [url, invoke] = openings;
  if (url === null || (invoke === null && created !== null && created >= BOTH_SINCE)) return;
  const guards = [...new Set(openings.flatMap((opening) => opening?.guards ?? []))].sort();
  const isUnsure = policy === undefined || openings.some((opening) => opening?.isSure !== true);
  const effect = isUnsure ? 'unknown' : guards.length > 0 ? 'conditional' : 'allow';
  run.facts.push(
    internet(evidence),
    edgeFact({ from: INTERNET_ID, edge: 'exposes', to: id, effect, guards, evidence }),
  );
}
