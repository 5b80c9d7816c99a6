import { tool } from 'ai';
import { z } from 'zod';
import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';

const LAKE_ROLE = 'arn:aws:iam::444455556666:role/service/lake-reader';
const key = z.object({ key: z.string() });

const plain = new S3Client({ region: 'eu-west-1' });
export const own = tool({
  description: 'The default chain: as whoever runs it.',
  inputSchema: key,
  execute: async ({ key }) => plain.send(new GetObjectCommand({ Bucket: 'example-own', Key: key })),
});

const chained = new S3Client({ credentials: fromNodeProviderChain(), endpoint: 'https://s3.eu-west-1.amazonaws.com' });
export const chain = tool({
  description: 'The default chain by its name, at the platform of its own.',
  inputSchema: key,
  execute: async ({ key }) => chained.send(new GetObjectCommand({ Bucket: 'example-chain', Key: key })),
});

const standard = new S3Client({
  credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID!, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY! },
});
export const same = tool({
  description: 'The variables that the chain reads first.',
  inputSchema: key,
  execute: async ({ key }) => standard.send(new GetObjectCommand({ Bucket: 'example-same', Key: key })),
});

const keyed = new S3Client({
  credentials: { accessKeyId: process.env.LAKE_KEY!, secretAccessKey: process.env.LAKE_SECRET! },
});
export const keys = tool({
  description: 'Keys of its own.',
  inputSchema: key,
  execute: async ({ key }) => {
    const command = new GetObjectCommand({ Bucket: 'example-keys', Key: key });
    return keyed.send(command);
  },
});

const profiled = new S3Client({ credentials: fromIni({ profile: 'lake' }) });
export const profile = tool({
  description: 'A profile.',
  inputSchema: key,
  execute: async ({ key }) => profiled.send(new GetObjectCommand({ Bucket: 'example-profile', Key: key })),
});

const temporary = new S3Client({ credentials: fromTemporaryCredentials({ params: { RoleArn: LAKE_ROLE } }) });
export const role = tool({
  description: 'A role that it takes.',
  inputSchema: key,
  execute: async ({ key }) => temporary.send(new GetObjectCommand({ Bucket: 'example-role', Key: key })),
});

const twice = new S3Client({
  credentials: fromTemporaryCredentials({ params: { RoleArn: LAKE_ROLE }, masterCredentials: fromIni() }),
});
export const chainOfRoles = tool({
  description: 'A role that somebody else takes.',
  inputSchema: key,
  execute: async ({ key }) => twice.send(new GetObjectCommand({ Bucket: 'example-twice', Key: key })),
});

const named = new S3Client({ credentials: fromTemporaryCredentials({ params: { RoleArn: process.env.LAKE_ROLE } }) });
export const setting = tool({
  description: 'A role that a setting names.',
  inputSchema: key,
  execute: async ({ key }) => named.send(new GetObjectCommand({ Bucket: 'example-setting', Key: key })),
});

const sts = new STSClient({});
export const assumed = tool({
  description: 'Takes the role by itself, and reads a table of its account.',
  inputSchema: key,
  execute: async ({ key }) => {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: LAKE_ROLE, RoleSessionName: 'x' }));
    const there = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        credentials: {
          accessKeyId: Credentials!.AccessKeyId!,
          secretAccessKey: Credentials!.SecretAccessKey!,
          sessionToken: Credentials!.SessionToken,
        },
      }),
    );
    return there.send(new GetCommand({ TableName: 'example-orders', Key: { key } }));
  },
});

const minio = new S3Client({ endpoint: 'https://minio.internal:9000', forcePathStyle: true });
export const elsewhere = tool({
  description: 'No bucket of the platform.',
  inputSchema: key,
  execute: async ({ key }) => minio.send(new GetObjectCommand({ Bucket: 'example-minio', Key: key })),
});

const maybe = new S3Client({ endpoint: process.env.S3_ENDPOINT });
export const perhaps = tool({
  description: 'Wherever a setting says.',
  inputSchema: key,
  execute: async ({ key }) => maybe.send(new GetObjectCommand({ Bucket: 'example-perhaps', Key: key })),
});

export function handed(client: S3Client) {
  return tool({
    description: 'Whoever made the client is not here.',
    inputSchema: key,
    execute: async ({ key }) => client.send(new GetObjectCommand({ Bucket: 'example-handed', Key: key })),
  });
}

const either = process.env.LOCAL ? new S3Client({ credentials: fromIni() }) : new S3Client({});
export const both = tool({
  description: 'As whoever runs it, or not.',
  inputSchema: key,
  execute: async ({ key }) => either.send(new GetObjectCommand({ Bucket: 'example-both', Key: key })),
});
