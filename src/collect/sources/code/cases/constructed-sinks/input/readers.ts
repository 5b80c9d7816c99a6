import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Agent, tool } from '@openai/agents';
import { z } from 'zod';

const s3 = new S3Client({});
const parameters = z.object({ key: z.string(), which: z.string() });
const fetchObject = (bucket: string, key: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));

class Reader {
  constructor(private readonly bucket = 'ts-default') {}
  read(key: string) {
    return fetchObject(this.bucket, key);
  }
}
class Handing extends Reader {
  constructor() {
    super('ts-handed-up');
  }
}
class Overriding extends Reader {
  bucket = 'ts-overriding';
}
class Optioned {
  constructor(private readonly options = { bucket: 'ts-optioned' }) {}
  read(key: string) {
    return fetchObject(this.options.bucket, key);
  }
}
class Spread {
  private options;
  constructor(options: { bucket?: string }) {
    this.options = { bucket: 'ts-spread', ...options };
  }
  read(key: string) {
    return fetchObject(this.options.bucket, key);
  }
}
class Assigned {
  bucket = 'ts-assigned';
  constructor(fields: Partial<Assigned>) {
    Object.assign(this, fields);
  }
  read(key: string) {
    return fetchObject(this.bucket, key);
  }
}
class Api {
  base: string;
  constructor(base = 'https://ts-default.example.com') {
    this.base = base;
  }
  async get(path: string) {
    return (await fetch(`${this.base}/${path}`)).text();
  }
}

const instance = new Reader('ts-instance');
const optioned = new Optioned({ bucket: 'ts-options' });
const makeReader = (bucket = 'ts-made') => new Reader(bucket);

const tools = [
  tool({ name: 'ts_default', description: 'd', parameters, execute: async ({ key }) => new Reader().read(key) }),
  tool({ name: 'ts_chosen', description: 'd', parameters, execute: async ({ key, which }) => new Reader(which).read(key) }),
  tool({ name: 'ts_instance', description: 'd', parameters, execute: async ({ key }) => instance.read(key) }),
  tool({ name: 'ts_handed_up', description: 'd', parameters, execute: async ({ key }) => new Handing().read(key) }),
  tool({ name: 'ts_overriding', description: 'd', parameters, execute: async ({ key }) => new Overriding().read(key) }),
  tool({ name: 'ts_options', description: 'd', parameters, execute: async ({ key }) => optioned.read(key) }),
  tool({ name: 'ts_options_chosen', description: 'd', parameters, execute: async ({ key, which }) => new Optioned({ bucket: which }).read(key) }),
  tool({ name: 'ts_spread', description: 'd', parameters, execute: async ({ key, which }) => new Spread({ bucket: which }).read(key) }),
  tool({ name: 'ts_assigned', description: 'd', parameters, execute: async ({ key, which }) => new Assigned({ bucket: which }).read(key) }),
  tool({ name: 'ts_made_by_a_function', description: 'd', parameters, execute: async ({ key, which }) => makeReader(which).read(key) }),
  tool({ name: 'ts_host_by_default', description: 'd', parameters, execute: async ({ key }) => new Api().get(key) }),
  tool({ name: 'ts_host_written', description: 'd', parameters, execute: async ({ key }) => new Api('https://ts-written.example.net').get(key) }),
  tool({ name: 'ts_host_chosen', description: 'd', parameters, execute: async ({ which }) => new Api(which).get('status') }),
];

export const agent = new Agent({ name: 'ts-readers', instructions: 'Read.', tools });
