import { frameIn } from '#model';
import type { AttributeMap } from './otlp/telemetry-span.ts';

/** The workload that a resource describes: names inside one frame mean the same thing. */
export interface Frame {
  /**
   * cloud.resource_id, else what Kubernetes, the function platform or the service calls it, with the account and environment in
   * which it does.
   */
  readonly id: string;
  /** service.name, where somebody set it. */
  readonly service: string | null;
  /** ARN of the AWS Lambda function, without version or alias. */
  readonly functionArn: string | null;
  /** deployment.environment.name, as it was set. */
  readonly environment: string | null;
}

/** A function's ARN, perhaps with version or alias behind it (Lambda developer guide, configuration-versions). */
const LAMBDA_ARN = /^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+)(:[A-Za-z0-9$_-]+)?$/;

/** Reads a resource (opentelemetry.io/docs/specs/semconv/resource), by the rungs of the ladder (docs/architecture.md). */
export function frameOf(attributes: AttributeMap): Frame {
  // faas.id is the older name of cloud.resource_id, deployment.environment that of deployment.environment.name.
  const resourceId = read(attributes, 'cloud.resource_id') ?? read(attributes, 'faas.id');
  const functionArn = lambdaArn(resourceId) ?? lambdaArnOfParts(attributes);
  const service = serviceName(attributes);
  const environment =
    read(attributes, 'deployment.environment.name') ?? read(attributes, 'deployment.environment');
  const name = kubernetesName(attributes) ?? functionName(attributes) ?? service ?? 'unnamed';
  const setting = {
    account: settingText(read(attributes, 'cloud.account.id')),
    environment: settingText(environment),
  };
  // A native id is one the world over; a name is given again in every account and environment.
  return { id: functionArn ?? resourceId ?? frameIn(name, setting), service, functionArn, environment };
}

/** Longest setting that parts assets; past it, as with marks that ids use themselves, it says nothing. */
const MAX_SETTING = 100;

function settingText(value: string | null): string | null {
  return value === null || value.length > MAX_SETTING || /[;#=\s]/.test(value) ? null : value;
}

/** An invocation names the alias or version it came through; the function is the same. */
function lambdaArn(id: string | null): string | null {
  return id === null ? null : (LAMBDA_ARN.exec(id)?.[1] ?? null);
}

/** Resource detectors of Lambda set the parts; the ARN is known only while a call is served. */
function lambdaArnOfParts(attributes: AttributeMap): string | null {
  const region = read(attributes, 'cloud.region');
  const account = read(attributes, 'cloud.account.id');
  const name = read(attributes, 'faas.name');
  // Region, account and name alone could be those of any platform: an ARN is not made up for them.
  if (read(attributes, 'cloud.platform') !== 'aws_lambda') return null;
  if (region === null || account === null || name === null) return null;
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return lambdaArn(`arn:${partition}:lambda:${region}:${account}:function:${name}`);
}

/** What outlives a pod comes first: a pod's name changes with every rollout. */
const KUBERNETES_OWNERS = ['deployment', 'statefulset', 'daemonset', 'cronjob', 'job', 'pod'] as const;

/** Names count within their namespace only; without one there is none. */
function kubernetesName(attributes: AttributeMap): string | null {
  const namespace = read(attributes, 'k8s.namespace.name');
  for (const owner of KUBERNETES_OWNERS) {
    const name = read(attributes, `k8s.${owner}.name`);
    if (name === null || namespace === null) continue;
    return ['k8s', read(attributes, 'k8s.cluster.name') ?? '', namespace, owner, name].join('/');
  }
  return null;
}

/** Functions of other platforms, by account, region and name. */
function functionName(attributes: AttributeMap): string | null {
  const name = read(attributes, 'faas.name');
  if (name === null) return null;
  return [
    'faas',
    read(attributes, 'cloud.account.id') ?? '',
    read(attributes, 'cloud.region') ?? '',
    name,
  ].join('/');
}

/** SDKs fill in unknown_service:<process> where nobody named the service: that is no name. */
function serviceName(attributes: AttributeMap): string | null {
  const name = read(attributes, 'service.name');
  if (name === null || name.startsWith('unknown_service')) return null;
  const namespace = read(attributes, 'service.namespace');
  return namespace === null ? name : `${namespace}/${name}`;
}

function read(attributes: AttributeMap, key: string): string | null {
  const value = attributes.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

const ENVIRONMENT_NAMES = ['production', 'staging', 'development', 'test'] as const;

/** Only what the vocabulary knows, as it was written: `prod-eu` stays unknown rather than guessed. */
export function environmentOf(value: string | null): { environment?: (typeof ENVIRONMENT_NAMES)[number] } {
  const environment = ENVIRONMENT_NAMES.find((known) => known === value);
  return environment === undefined ? {} : { environment };
}
