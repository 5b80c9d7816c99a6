import { describe, expect, it } from 'vitest';
import type { GraphNode } from '#graph';
import { storeName } from './store-name.ts';

function store(id: string, name: string): GraphNode {
  const rest = { state: 'active', aliases: [id], identifiers: [], planes: [], evidence: [] } as const;
  return { id, kind: 'table', name, attributeNames: [], ...rest };
}

const IRELAND = 'arn:aws:dynamodb:eu-west-1:111122223333:table/users';
const VIRGINIA = 'arn:aws:dynamodb:us-east-1:111122223333:table/users';
const OTHER = 'arn:aws:dynamodb:eu-west-1:444455556666:table/users';

describe('the name of a store in a row', () => {
  it.each([
    ['stands alone where no other bears it', IRELAND, [], 'users'],
    ['has its region where another region has one', IRELAND, [VIRGINIA], 'users (eu-west-1)'],
    ['has its account where another account has one', IRELAND, [OTHER], 'users (111122223333)'],
    ['has both where neither tells it apart', IRELAND, [VIRGINIA, OTHER], 'users (eu-west-1, 111122223333)'],
    [
      'has the region that the code writes',
      'table:shop/aws-dynamodb/ap-south-1#users',
      [IRELAND],
      'users (ap-south-1)',
    ],
    [
      'has the host that another service is kept at',
      'bucket:minio.internal/users',
      ['arn:aws:s3:::users'],
      'users (minio.internal)',
    ],
    ['has nothing where nothing is known', 'arn:aws:s3:::users', ['bucket:minio.internal/users'], 'users'],
  ])('%s', (_, id, others, expected) => {
    const asset = store(id, 'users');
    expect(storeName(asset, [asset, ...others.map((one) => store(one, 'users'))])).toBe(expected);
  });
});
