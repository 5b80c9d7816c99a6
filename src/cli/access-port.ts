import { join } from 'node:path';
import { AwsCatalogue } from '#access';
import { readContentFile } from '#collect';
import { awsAnswers } from '#graph';
import { PARSED_ONCE } from '#model';
import { packageRoot } from './package-root.ts';

/** What the verbs mean on AWS. @throws Where the content is unsound. */
export function awsCatalogue(root: string = join(packageRoot(), 'content')): AwsCatalogue {
  return AwsCatalogue.parse(readContentFile(join(root, 'catalog/verbs/aws.yaml')), PARSED_ONCE);
}

/** The evaluator of every platform there is: AWS alone today. `now` is ISO 8601 UTC, the clock of the assessment. */
export function accessOf(now: string): ReturnType<typeof awsAnswers> {
  return awsAnswers(awsCatalogue(), now);
}
