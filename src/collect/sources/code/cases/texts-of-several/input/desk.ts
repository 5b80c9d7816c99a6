import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { tool } from 'ai';
import { z } from 'zod';
import { load } from './outside';

const s3 = new S3Client({});
const inputSchema = z.object({ key: z.string(), old: z.boolean() });

export const inPlace = tool({
  description: 'One of two buckets.',
  inputSchema,
  execute: async ({ key, old }) =>
    s3.send(new GetObjectCommand({ Bucket: `example-ts-${old ? 'old' : 'new'}`, Key: key })),
});

export const byName = tool({
  description: 'One of two buckets, by the stage.',
  inputSchema,
  execute: async ({ key }) => {
    const stage = process.env.STAGE === 'prod' ? 'prod' : 'dev';
    return s3.send(new GetObjectCommand({ Bucket: 'example-ts-' + stage, Key: key }));
  },
});

export const unread = tool({
  description: 'One bucket that is written, or another.',
  inputSchema,
  execute: async ({ key, old }) =>
    s3.send(new GetObjectCommand({ Bucket: `example-ts-part-${old ? 'old' : load()}`, Key: key })),
});

export const host = tool({
  description: 'One host that is written, or another.',
  inputSchema,
  execute: async ({ key, old }) => (await fetch(`https://${old ? 'one' : load()}.example.com/${key}`)).text(),
});

export const oneCommand = tool({
  description: 'Reads or deletes, by one command.',
  inputSchema,
  execute: async ({ key, old }) => {
    const Command = old ? GetObjectCommand : DeleteObjectCommand;
    return s3.send(new Command({ Bucket: 'example-ts-either', Key: key }));
  },
});
