import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { AwsCatalogue } from './catalogue.ts';
import { actionsOn, knownActions } from './known-actions.ts';

const catalogue = AwsCatalogue.parse(
  parse(readFileSync(join(import.meta.dirname, '../../../content/catalog/verbs/aws.yaml'), 'utf8')),
);

describe('knownActions', () => {
  it('names actions in full, each once', () => {
    const known = knownActions(catalogue);
    expect(known).toEqual([...new Set(known)].sort());
    expect(known.filter((action) => /[*?]/.test(action))).toEqual([]);
    expect(known).toEqual(expect.arrayContaining(['s3:GetObject', 's3:ListAllMyBuckets', 'kms:RetireGrant']));
  });
});

describe('actionsOn', () => {
  it.each([
    { arn: 'arn:aws:s3:::b', can: 's3:GetObject', cannot: 'dynamodb:GetItem' },
    {
      arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t',
      can: 'dynamodb:GetItem',
      cannot: 's3:GetObject',
    },
    { arn: 'arn:aws:iam::111122223333:role/r', can: 'sts:AssumeRole', cannot: 'iam:CreateAccessKey' },
    { arn: 'arn:aws:iam::111122223333:user/u', can: 'iam:CreateAccessKey', cannot: 'sts:AssumeRole' },
    {
      arn: 'arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/k',
      can: 'bedrock:Retrieve',
      cannot: 'bedrock:InvokeAgent',
    },
    { arn: 'arn:aws:kms:eu-west-1:111122223333:key/k', can: 'kms:RetireGrant', cannot: 's3:GetObject' },
  ])('says that $can can be done to $arn, and $cannot cannot', ({ arn, can, cannot }) => {
    expect(actionsOn(catalogue, arn)).toContain(can);
    expect(actionsOn(catalogue, arn)).not.toContain(cannot);
  });
});
