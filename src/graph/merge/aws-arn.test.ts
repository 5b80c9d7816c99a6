import { expect, it } from 'vitest';
import { awsNameOf } from './aws-arn.ts';

it.each([
  ['arn:aws:iam::111122223333:role/service/app', 'iam:role/app'],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'dynamodb:table/orders'],
  [
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/tickets-admin-Qx7TmB',
    'secretsmanager:secret/shop/tickets-admin',
  ],
  ['arn:aws:s3:::shop-kb', 's3:shop-kb'],
  ['shop-kb', null],
])('calls %s %s', (arn, name) => {
  expect(awsNameOf(arn)).toBe(name);
});
