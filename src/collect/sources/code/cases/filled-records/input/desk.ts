import { GetObjectCommand, S3Client, type GetObjectCommandInput } from '@aws-sdk/client-s3';
import { tool } from 'ai';
import { z } from 'zod';

const s3 = new S3Client({});
const inputSchema = z.object({ bucket: z.string() });

function fill(given: GetObjectCommandInput, bucket: string): void {
  given.Bucket = bucket;
}

const fillThrough = (given: GetObjectCommandInput, bucket: string): void => fill(given, bucket);

function merge(given: GetObjectCommandInput, more: object): void {
  Object.assign(given, more);
}

function fillNamed({ given, bucket }: { given: GetObjectCommandInput; bucket: string }): void {
  given.Bucket = bucket;
}

class Filler {
  fillByMethod(given: GetObjectCommandInput, bucket: string): void {
    given.Bucket = bucket;
  }
}

export const inTwoSteps = tool({
  description: 'Handed on.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-two-steps', Key: 'index' };
    fillThrough(given, bucket);
    return s3.send(new GetObjectCommand(given));
  },
});

export const mergedThere = tool({
  description: 'Merged in.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-merged', Key: 'index' };
    merge(given, { Bucket: bucket });
    return s3.send(new GetObjectCommand(given));
  },
});

export const inAnObject = tool({
  description: 'Handed over in an object.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-in-object', Key: 'index' };
    fillNamed({ given, bucket });
    return s3.send(new GetObjectCommand(given));
  },
});

export const byMethod = tool({
  description: 'By a method.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-by-method', Key: 'index' };
    new Filler().fillByMethod(given, bucket);
    return s3.send(new GetObjectCommand({ Bucket: given.Bucket, Key: 'index' }));
  },
});

export const underAnotherName = tool({
  description: 'Two names.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-other-name', Key: 'index' };
    const other = given;
    other.Bucket = bucket;
    return s3.send(new GetObjectCommand({ Bucket: given.Bucket, Key: 'index' }));
  },
});

export const ofEachElement = tool({
  description: 'Every record in a list.',
  inputSchema,
  execute: async ({ bucket }) => {
    const all = [{ Bucket: 'example-ts-of-each', Key: 'index' }];
    for (const one of all) one.Bucket = bucket;
    return s3.send(new GetObjectCommand(all[0]));
  },
});

export const setTwice = tool({
  description: 'One bucket, and then another.',
  inputSchema,
  execute: async () => {
    const given = { Bucket: 'example-ts-first', Key: 'index' };
    await s3.send(new GetObjectCommand(given));
    given.Bucket = 'example-ts-second';
    return s3.send(new GetObjectCommand(given));
  },
});

export const aCopy = tool({
  description: 'A copy is filled.',
  inputSchema,
  execute: async ({ bucket }) => {
    const given = { Bucket: 'example-ts-sure-of-copy', Key: 'index' };
    fill({ ...given }, bucket);
    return s3.send(new GetObjectCommand(given));
  },
});
