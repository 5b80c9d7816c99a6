import { join } from 'node:path';
import * as z from 'zod';
import { actionResources, AwsCatalogue, type ActionResources } from '#access';
import { readContentFile } from '#collect';
import { awsAnswers } from '#graph';
import { ContentError, PARSED_ONCE } from '#model';
import { packageRoot } from './package-root.ts';

/** What the verbs mean on AWS. @throws ContentError */
export function awsCatalogue(root: string = join(packageRoot(), 'content')): AwsCatalogue {
  const path = join(root, 'catalog/verbs/aws.yaml');
  const parsed = AwsCatalogue.safeParse(readContentFile(path), PARSED_ONCE);
  if (!parsed.success) throw new ContentError(path, z.prettifyError(parsed.error));
  return parsed.data;
}

/** The evaluator of every platform there is: AWS alone today. `now` is ISO 8601 UTC, the clock of the assessment. */
export function accessOf(
  now: string,
  catalogue: AwsCatalogue = awsCatalogue(),
): ReturnType<typeof awsAnswers> {
  return awsAnswers(catalogue, now);
}

/** What a statement names to grant an action on one asset. */
export function resourcesOf(
  catalogue: AwsCatalogue,
): (action: string, arn: string) => ActionResources | null {
  return (action, arn) => actionResources(catalogue, action, arn);
}
