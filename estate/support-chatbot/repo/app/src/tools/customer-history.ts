import { GetObjectCommand as ReadObject, S3Client } from '@aws-sdk/client-s3';
import { tool as defineTool } from 'ai';
import { z } from 'zod';

import * as settings from '../settings.ts';

const s3 = new S3Client({ region: settings.REGION });

export const customerHistory = defineTool({
  description: 'Reads what the CRM knows about a customer: addresses, past orders, complaints.',
  inputSchema: z.object({ customerId: z.string().regex(/^C-\d{6}$/) }),
  execute: async ({ customerId }) => {
    const object = await s3.send(
      new ReadObject({ Bucket: settings.CRM_BUCKET, Key: `latest/${customerId}.json` }),
    );
    return (await object.Body?.transformToString()) ?? '';
  },
});
