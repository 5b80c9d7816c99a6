import type { ModuleRun } from './module-run.ts';
import { attribute, type Resource, type TerraformModule } from './terraform-module.ts';

/** Arguments that turn a permission for everybody into one for some (terraform-provider-aws, aws_lambda_permission). */
const NARROWING = ['source_account', 'source_arn', 'principal_org_id', 'event_source_token'];

/**
 * Whether everybody may call the function by a URL of type NONE. That takes lambda:InvokeFunctionUrl, which the provider adds with the URL, and
 * since October 2025 lambda:InvokeFunction, which versions from before that do not add (terraform-provider-aws, pull request 44858):
 * where no such permission is written, and where the URL itself may not be made, nobody can say.
 */
export function opensToEverybody({ module }: ModuleRun, url: Resource, called: Resource): boolean {
  if (!isMadeForSure(url)) return false;
  const qualifier = module.text(attribute(url.block.body, 'qualifier'));
  return [...module.resources.values()].some(
    (one) =>
      one.type === 'aws_lambda_permission' &&
      isMadeForSure(one) &&
      functionOf(module, one) === called &&
      letsEverybodyInvoke(module, one) &&
      module.text(attribute(one.block.body, 'qualifier')) === qualifier,
  );
}

function letsEverybodyInvoke(module: TerraformModule, { block: { body } }: Resource): boolean {
  const text = (name: string): string | null => module.text(attribute(body, name));
  const viaUrl = attribute(body, 'invoked_via_function_url');
  const isNarrowed = NARROWING.some((name) => attribute(body, name) !== undefined);
  return (
    ['lambda:InvokeFunction', 'lambda:*'].includes(text('action') ?? '') &&
    text('principal') === '*' &&
    !isNarrowed &&
    (viaUrl === undefined || text('invoked_via_function_url') === 'true')
  );
}

/** By reference, else by its literal name. Both are common: a reference within the folder, and the bare name of a function beside it. */
export function functionOf(module: TerraformModule, { block }: Resource): Resource | null {
  const value = attribute(block.body, 'function_name');
  const target = module.referenced(value);
  if (target?.type === 'aws_lambda_function') return target;
  const written = module.text(value);
  return written === null ? null : module.named('aws_lambda_function', 'function_name', written);
}

/** Neither `count` nor `for_each`, which may come to none. */
function isMadeForSure({ block }: Resource): boolean {
  const count = attribute(block.body, 'count');
  const isCounted = count?.kind === 'literal' && typeof count.value === 'number' && count.value > 0;
  return (count === undefined || isCounted) && attribute(block.body, 'for_each') === undefined;
}

/**
 * Whether what stands at the resource may be other than what its text says of this argument: `ignore_changes` leaves it to others (Terraform
 * language, "The lifecycle meta-argument"). A part of it counts, as `environment[0].variables` does.
 */
export function isLeftToOthers({ block }: Resource, name: string): boolean {
  return block.body.blocks
    .filter(({ type }) => type === 'lifecycle')
    .flatMap(({ body }) => attribute(body, 'ignore_changes') ?? [])
    .some((ignored) => {
      // `all`, and whatever cannot be read, may be any of them.
      if (ignored.kind !== 'list') return true;
      return ignored.items.some(
        (item) => item.kind !== 'expression' || /^[\w-]+/.exec(item.text)?.[0] === name,
      );
    });
}
