import { tool } from 'ai';
import { z } from 'zod';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

const LAKE_ROLE = 'arn:aws:iam::444455556666:role/lake-reader';
const lake = fromTemporaryCredentials({ params: { RoleArn: LAKE_ROLE } });
const key = z.object({ key: z.string() });

const spread = new S3Client({ region: 'eu-west-1', ...(process.env.LAKE && { credentials: lake }) });
export const credentialsSpread = tool({
  description: 'The role where a setting is there, and whoever runs it where it is not.',
  inputSchema: key,
  execute: async ({ key }) => spread.send(new GetObjectCommand({ Bucket: 'example-spread', Key: key })),
});

const chosen = new S3Client(process.env.LAKE ? { credentials: lake } : {});
export const credentialsChosen = tool({
  description: 'The same of the whole object.',
  inputSchema: key,
  execute: async ({ key }) => chosen.send(new GetObjectCommand({ Bucket: 'example-chosen', Key: key })),
});

const options: { credentials?: typeof lake } = {};
if (process.env.LAKE) {
  options.credentials = lake;
}
const set = new S3Client(options);
export const credentialsSet = tool({
  description: 'The same, set in a branch.',
  inputSchema: key,
  execute: async ({ key }) => set.send(new GetObjectCommand({ Bucket: 'example-set', Key: key })),
});

const undone = new S3Client({ credentials: lake, ...(process.env.PLAIN ? { credentials: undefined } : {}) });
export const credentialsUndone = tool({
  description: 'Taken back in some cases.',
  inputSchema: key,
  execute: async ({ key }) => undone.send(new GetObjectCommand({ Bucket: 'example-undone', Key: key })),
});

const twice = new S3Client(process.env.LAKE ? { credentials: lake, maxAttempts: 2 } : { credentials: lake });
export const credentialsTwice = tool({
  description: 'The same role in all cases.',
  inputSchema: key,
  execute: async ({ key }) => twice.send(new GetObjectCommand({ Bucket: 'example-twice', Key: key })),
});

const replaced = new S3Client({ ...(process.env.LAKE && { credentials: undefined }), credentials: lake });
export const credentialsReplaced = tool({
  description: 'What is written later wins in all cases.',
  inputSchema: key,
  execute: async ({ key }) => replaced.send(new GetObjectCommand({ Bucket: 'example-replaced', Key: key })),
});

const local = new S3Client({ ...(process.env.LOCAL && { endpoint: 'http://localhost:4566' }) });
export const endpointSpread = tool({
  description: 'Another service on the machine of whoever writes it.',
  inputSchema: key,
  execute: async ({ key }) => local.send(new GetObjectCommand({ Bucket: 'example-local', Key: key })),
});

const regional = new DynamoDBClient({ region: 'us-east-1', ...(process.env.NEAR ? { region: 'eu-west-1' } : {}) });
export const regionSpread = tool({
  description: 'A table in one of two regions.',
  inputSchema: key,
  execute: async ({ key }) => regional.send(new GetItemCommand({ TableName: 'example-orders', Key: { id: { S: key } } })),
});

const plain = new S3Client({});
export const bucketSpread = tool({
  description: 'One of two buckets.',
  inputSchema: key,
  execute: async ({ key }) =>
    plain.send(
      new GetObjectCommand({ Bucket: 'example-inbox', Key: key, ...(key !== '' && { Bucket: 'example-records' }) }),
    ),
});

export const bucketSet = tool({
  description: 'One of two buckets, set in a branch.',
  inputSchema: key,
  execute: async ({ key }) => {
    const input = { Bucket: 'example-inbox', Key: key };
    if (key.startsWith('x')) input.Bucket = 'example-records';
    return plain.send(new GetObjectCommand(input));
  },
});

export const bucketSetTwice = tool({
  description: 'One of three, the last of them in a branch; the first is gone.',
  inputSchema: key,
  execute: async ({ key }) => {
    const input = { Bucket: 'example-gone', Key: key };
    input.Bucket = 'example-inbox';
    if (key.startsWith('y')) input.Bucket = 'example-outbox';
    if (key.startsWith('x')) input.Bucket = 'example-records';
    return plain.send(new GetObjectCommand(input));
  },
});

export const bucketMissing = tool({
  description: 'A bucket in some cases; in others the call fails.',
  inputSchema: key,
  execute: async ({ key }) =>
    plain.send(new GetObjectCommand({ Key: key, ...(key !== '' && { Bucket: 'example-records' }) } as never)),
});

function fill(input: { Bucket: string }): void {
  input.Bucket = 'example-records';
}

export const bucketFilled = tool({
  description: 'A function sets it.',
  inputSchema: key,
  execute: async ({ key }) => {
    const input = { Bucket: 'example-inbox', Key: key };
    fill(input);
    return plain.send(new GetObjectCommand(input));
  },
});
