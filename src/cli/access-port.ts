import { join } from 'node:path';
import { AwsCatalogue } from '#access';
import { readContentFile } from '#collect';
import { awsAnswers } from '#graph';
import { packageRoot } from './package-root.ts';

/** The evaluator of every platform there is, with what its verbs mean. */
export function accessOf(now: string): ReturnType<typeof awsAnswers> {
  const path = join(packageRoot(), 'content/catalog/verbs/aws.yaml');
  return awsAnswers(AwsCatalogue.parse(readContentFile(path)), now);
}
