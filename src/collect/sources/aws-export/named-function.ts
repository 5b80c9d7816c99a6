import { arnIn, functionArn } from './aws-arn.ts';
import type { Call } from './call.ts';

/** What `--function-name` names. `isPart`: one version or alias of it, which has a policy of its own. */
interface NamedFunction {
  readonly id: string;
  /** Empty where the function as a whole is meant. */
  readonly qualifier: string;
  readonly isPart: boolean;
}

/**
 * `name`, `<account>:function:name` or an ARN, each of them with a version or alias behind a colon, unless an option of its own
 * says that (docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html).
 */
export function namedFunction({ options, account, region }: Call): NamedFunction | null {
  const written = options.get('--function-name');
  if (written === undefined) return null;
  const option = options.get('--qualifier');
  if (written.startsWith('arn:')) {
    const id = functionArn(written);
    return part(id, option ?? written.slice(id.length + 1), option !== undefined || id !== written);
  }
  const [, owner, name, qualifier] = /^(?:(\d{12}):)?(?:function:)?([^:]+)(?::([^:]+))?$/.exec(written) ?? [];
  const holder = owner ?? account;
  if (holder === null || region === null || name === undefined) return null;
  const id = arnIn('lambda', { account: holder, region }, `function:${name}`);
  return part(id, option ?? qualifier ?? '', option !== undefined);
}

/** An option that is there and empty still asks for a part. */
function part(id: string, qualifier: string, asked: boolean): NamedFunction {
  return { id, qualifier, isPart: asked || qualifier !== '' };
}
