import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { tool } from 'ai';
import { z } from 'zod';

import { KB_BUCKET, REGION } from '../settings.ts';

const s3 = new S3Client({ region: REGION });
const MAX_DOCUMENTS = 3;

async function readDocument(key: string): Promise<{ key: string; text: string }> {
  const object = await s3.send(new GetObjectCommand({ Bucket: KB_BUCKET, Key: key }));
  return { key, text: (await object.Body?.transformToString()) ?? '' };
}

export const searchKnowledgeBase = tool({
  description: 'Finds articles and filed customer records in the support knowledge base.',
  inputSchema: z.object({
    section: z.enum(['articles', 'customers']).describe('Where to look'),
    query: z.string().describe('Words to look for in the document names'),
  }),
  execute: async ({ section, query }) => {
    const listing = await s3.send(new ListObjectsV2Command({ Bucket: KB_BUCKET, Prefix: `${section}/` }));
    const words = query.toLowerCase().split(/\W+/).filter(Boolean);
    const keys = (listing.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    const hits = keys.filter((key) => words.some((word) => key.includes(word)));
    return Promise.all(hits.slice(0, MAX_DOCUMENTS).map(readDocument));
  },
});
