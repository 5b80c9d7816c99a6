import type { Statement } from './document.ts';
import type { AwsResource } from './estate.ts';
import type { EstateIndex } from './estate-index.ts';
import type { Subject } from './subject.ts';
import { NO, not, or, unseen, YES, type Missing, type Truth } from './truth.ts';

/**
 * Keys that make a statement not public where they hold fixed values (S3 user guide, access-control-block-public-access, "The
 * meaning of public"). Lower case.
 */
const LIMITING_KEYS = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

/** Operators that admit the listed values and nothing else; what else may name such a key is left open. */
const ADMITTING = /^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)$/i;

/** Prefix lengths: a network wider than these counts as public whoever owns it ("broad IP ranges", the same page). */
const WIDEST = { v4: 8, v6: 32 };

const BLOCKS = new WeakMap<EstateIndex, Map<string, Truth>>();

/**
 * Whether S3 Block Public Access lets the caller's account at the bucket. RestrictPublicBuckets keeps all but AWS services
 * and the owner's account out of a bucket whose policy is public in any statement, past statements that name an account
 * too (S3 user guide, access-control-block-public-access). It may be on at the bucket or at its account.
 */
export function publicAccessBlock(index: EstateIndex, resource: AwsResource | null, subject: Subject): Truth {
  if (resource === null || !resource.arn.includes(':s3:::')) return YES;
  if (subject.kind === 'service' || subject.account === resource.account) return YES;
  return blockForOthers(index, resource);
}

/** The same for every caller from outside the owner's account. */
export function blockForOthers(index: EstateIndex, resource: AwsResource): Truth {
  if (!resource.arn.includes(':s3:::')) return YES;
  const known = BLOCKS.get(index) ?? new Map<string, Truth>();
  BLOCKS.set(index, known);
  const truth = known.get(resource.arn) ?? findBlock(index, resource);
  known.set(resource.arn, truth);
  return truth;
}

function findBlock(index: EstateIndex, resource: AwsResource): Truth {
  const statements = index
    .attached('resource', resource.arn)
    .flatMap(({ document }) => document.statements.filter(({ effect }) => effect === 'Allow'));
  const open = or(...statements.map(publicTruth));
  if (open.is === 'no') return YES;
  const account = resource.account === null ? null : index.account(resource.account);
  const levels = [resource.restrictsPublicPolicy, account?.restrictsPublicPolicy];
  if (levels.includes(true)) return not(open);
  const missing: Missing[] = [];
  const what = 'public access block';
  if (levels[0] === undefined) missing.push({ what, of: resource.arn });
  if (levels[1] === undefined) missing.push({ what, of: `account ${resource.account ?? 'that owns it'}` });
  return missing.length === 0 ? YES : unseen(...missing);
}

/** S3 begins by taking a policy for public: only fixed principals or fixed values of a limiting key say otherwise. */
function publicTruth({ principals, conditions, label }: Statement): Truth {
  if (principals === null || !(principals.any || principals.not)) return NO;
  const limiting = conditions.filter(({ key }) => LIMITING_KEYS.has(key));
  if (limiting.some(({ key, written }) => ADMITTING.test(written.operator) && areFixed(key, written.values)))
    return NO;
  // How S3 reads IfExists and set operators is not documented; a negation admits all but a few.
  const undocumented = limiting.some(({ written }) => /IfExists$|^ForAllValues:/i.test(written.operator));
  return undocumented ? unseen({ what: "S3's reading as public", of: `statement ${label}` }) : YES;
}

function areFixed(key: string, values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => isFixed(key, value));
}

/** Neither wildcard nor variable; an access point's name may be any; a network may be no wider than WIDEST. */
function isFixed(key: string, value: string): boolean {
  if (value.includes('${')) return false;
  if (key === 's3:dataaccesspointarn') return /^arn:[^:*?]+:s3:[^:]*:\d{12}:accesspoint\//.test(value);
  if (/[*?]/.test(value)) return false;
  if (key !== 'aws:sourceip') return true;
  const [address = '', prefix] = value.split('/');
  return prefix === undefined || Number(prefix) >= (address.includes(':') ? WIDEST.v6 : WIDEST.v4);
}
