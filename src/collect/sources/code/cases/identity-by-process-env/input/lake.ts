import { tool } from 'ai';
import { z } from 'zod';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

process.env.AWS_PROFILE ??= 'lake-reader';
const s3 = new S3Client({});

export const read = tool({
  description: 'As the profile, where nothing else was set.',
  inputSchema: z.object({ key: z.string() }),
  execute: async ({ key }) => s3.send(new GetObjectCommand({ Bucket: 'example-lake', Key: key })),
});
