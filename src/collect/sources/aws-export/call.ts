import * as z from 'zod';
import { err, ok, type Gap, type Result } from '#model';
import { parseSafely } from '../../source-run.ts';
import { parseArn } from './aws-arn.ts';

/** One call of the AWS CLI and what it printed. */
export interface Call {
  readonly path: string;
  /** Where its output stands in the file: `/output` in an envelope, empty in a bare file. */
  readonly base: string;
  readonly service: string;
  readonly command: string;
  /** By name with its dashes; a flag has an empty value. */
  readonly options: ReadonlyMap<string, string>;
  /** Of the output where it says it, else of the envelope; null where neither does. */
  readonly account: string | null;
  readonly region: string | null;
  /** ISO 8601 as written, in any offset; null in a bare file. */
  readonly time: string | null;
  /** Null where the call failed. */
  readonly output: unknown;
  /** Error code, such as NoSuchBucketPolicy; null where the call succeeded. */
  readonly errorCode: string | null;
}

/**
 * Loose: what the script adds later must not break what reads it now. Optional is what an envelope written by hand may
 * lack.
 */
const Envelope = z.object({
  argv: z.array(z.string()).max(200),
  account: z.string().nullable().optional(),
  region: z.string().nullable().optional(),
  time: z.string().nullable().optional(),
  output: z.unknown(),
  error: z.unknown().optional(),
});

/** Lists by which a bare output is known; they hold the principals of an account. */
const DETAIL_KEYS = ['UserDetailList', 'RoleDetailList', 'GroupDetailList'] as const;
const DETAILS = 'get-account-authorization-details';
/** Options of the CLI itself that stand alone; all others take the next word. */
const FLAGS = new Set(['--no-cli-pager', '--no-paginate', '--debug', '--no-verify-ssl', '--no-sign-request']);

type Problem = Pick<Gap, 'reason' | 'detail'>;

/** Reads one file: an envelope, or a bare output that says itself what it is. */
export function readCall(path: string, text: string): Result<Call, Problem> {
  const json = parseSafely(() => JSON.parse(text) as unknown);
  if ('reason' in json) return err({ reason: json.reason, detail: 'not valid JSON' });
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    return err({ reason: 'wrong-shape', detail: 'neither an envelope nor an output that names itself' });
  }
  return 'argv' in json.value ? envelopeCall(path, json.value) : bareCall(path, json.value);
}

function envelopeCall(path: string, json: object): Result<Call, Problem> {
  const parsed = Envelope.safeParse(json);
  if (!parsed.success)
    return err({ reason: 'wrong-shape', detail: 'an envelope without argv as a list of words' });
  const { argv, account, region, time, output, error } = parsed.data;
  const { service, command, options } = readArgv(argv);
  if (service === null || command === null) {
    return err({ reason: 'wrong-shape', detail: 'argv names no service and command' });
  }
  // JMESPath reshapes the output at will, so that nothing can be concluded from what is missing.
  if (options.has('--query')) {
    return err({ reason: 'unsupported', detail: 'called with --query: the output has lost its shape' });
  }
  const errorCode = codeOf(error, output);
  return ok({
    path,
    base: '/output',
    service,
    command,
    options,
    account: (service === 'iam' && command === DETAILS ? accountIn(output) : null) ?? account ?? null,
    // The option outranks the default that the envelope wrote down.
    region: options.get('--region') ?? region ?? null,
    time: time ?? null,
    // What stands beside an error is not an answer.
    output: errorCode === null ? output : null,
    errorCode,
  });
}

/** `An error occurred (NoSuchBucketPolicy) when calling …`, as the CLI writes it on standard error. */
function codeOf(error: unknown, output: unknown): string | null {
  if (typeof error === 'string' && error !== '') return /\((\w+)\)/.exec(error)?.[1] ?? 'unknown error';
  if (error !== undefined && error !== null) return 'unknown error';
  return output === null || output === undefined ? 'no output' : null;
}

/**
 * One call speaks of one account: the first principal whose ARN holds one decides. What it says outranks the envelope,
 * which holds whatever account the caller was signed in to.
 */
function accountIn(details: unknown): string | null {
  if (typeof details !== 'object' || details === null) return null;
  const lists = new Map<string, unknown>(Object.entries(details));
  for (const list of DETAIL_KEYS.map((key) => lists.get(key))) {
    for (const principal of Array.isArray(list) ? (list as readonly unknown[]) : []) {
      const arn = typeof principal === 'object' && principal !== null && 'Arn' in principal && principal.Arn;
      const account = typeof arn === 'string' ? (parseArn(arn)?.account ?? '') : '';
      if (/^\d{12}$/.test(account)) return account;
    }
  }
  return null;
}

/** Only two outputs can be told by their keys alone; everything else needs to say what was asked. */
function bareCall(path: string, json: object): Result<Call, Problem> {
  const bare = {
    path,
    base: '',
    options: new Map<string, string>(),
    account: null,
    region: null,
    time: null,
  };
  if (DETAIL_KEYS.some((key) => key in json)) {
    return ok({
      ...bare,
      service: 'iam',
      command: DETAILS,
      account: accountIn(json),
      output: json,
      errorCode: null,
    });
  }
  if ('Buckets' in json)
    return ok({ ...bare, service: 's3api', command: 'list-buckets', output: json, errorCode: null });
  return err({ reason: 'unsupported', detail: 'neither an envelope nor an output that names itself' });
}

/** Service and command are the first two words that are no options; null where there are fewer. */
function readArgv(argv: readonly string[]): {
  service: string | null;
  command: string | null;
  options: ReadonlyMap<string, string>;
} {
  const words: string[] = [];
  const options = new Map<string, string>();
  // The first word is the program.
  for (let i = 1; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const next = argv[i + 1];
    // Both forms are accepted by the CLI.
    if (equals > 0) options.set(word.slice(0, equals), word.slice(equals + 1));
    else if (FLAGS.has(word) || next === undefined || next.startsWith('--')) options.set(word, '');
    else {
      options.set(word, next);
      i += 1;
    }
  }
  return { service: words[0] ?? null, command: words[1] ?? null, options };
}
