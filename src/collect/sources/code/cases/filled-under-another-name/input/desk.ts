import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'desk', version: '1.0.0' });
const s3 = new S3Client({});
const asked = { key: z.string(), bucket: z.string() };

function fill(options: { Bucket: string; Key: string }, bucket: string) {
  options.Bucket = bucket;
}

const fills = { one: fill };

// The bucket is what the model says.
server.tool('renamed', asked, async ({ key, bucket }) => {
  const options = { Bucket: 'fixed', Key: key };
  const other = fill;
  other(options, bucket);
  await s3.send(new GetObjectCommand(options));
  return { content: [] };
});
server.tool('from-a-table', asked, async ({ key, bucket }) => {
  const options = { Bucket: 'fixed', Key: key };
  fills.one(options, bucket);
  await s3.send(new GetObjectCommand(options));
  return { content: [] };
});
server.tool('in-place', asked, async ({ key, bucket }) => {
  const options = { Bucket: 'fixed', Key: key };
  ((one: { Bucket: string }) => {
    one.Bucket = bucket;
  })(options);
  await s3.send(new GetObjectCommand(options));
  return { content: [] };
});
// Nobody fills it.
server.tool('fixed', asked, async ({ key }) => {
  const options = { Bucket: 'fixed', Key: key };
  await s3.send(new GetObjectCommand(options));
  return { content: [] };
});
