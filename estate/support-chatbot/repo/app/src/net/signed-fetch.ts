import { AwsClient } from 'aws4fetch';

import { REGION } from '../settings.ts';

/** Signs requests to function URLs that ask for IAM authentication with the credentials of this function's role. */
export function signedFetch(): typeof fetch {
  const client = new AwsClient({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: process.env.AWS_SESSION_TOKEN,
    region: REGION,
    service: 'lambda',
    retries: 2,
  });
  return (input, init) => client.fetch(input instanceof URL ? input.href : input, init);
}
