import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { DayClock } from './day-clock.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const EXPORT = new URL('../aws-export/111122223333/account-authorization-details.json', import.meta.url);

type Identity = { role: string; session: string; roleId: string; accessKeyId: string; since: string };
type Resource = { accountId?: string; type: string; ARN?: string; ARNPrefix?: string };
type Call = {
  source: 's3.amazonaws.com' | 'dynamodb.amazonaws.com' | 'logs.amazonaws.com';
  name: string;
  parameters: Record<string, unknown>;
  additional?: Record<string, unknown>;
  /** Data events name them; management events of CloudWatch Logs do not. */
  resources?: Resource[];
  agent?: string;
};

/** Writes down, in CloudTrail's form, what the roles really asked of the loopback S3 and DynamoDB. */
export class AuditTrail {
  readonly #clock: DayClock;
  readonly #identities = new Map<string, Identity>();
  #records: object[] = [];
  #count = 0;

  constructor(clock: DayClock) {
    this.#clock = clock;
  }

  /** Lambda takes the function's role, as it does when it starts an instance of the function. */
  startFunction(name: string, role: string): void {
    const { RoleDetailList } = JSON.parse(readFileSync(EXPORT, 'utf8')) as {
      RoleDetailList: { RoleName: string; RoleId: string }[];
    };
    const roleId = RoleDetailList.find((detail) => detail.RoleName === role)?.RoleId;
    if (roleId === undefined) throw new Error(`no role ${role} in the account export`);
    const accessKeyId = `ASIANOTREAL${this.#identifier(`key ${name}`).slice(0, 9).toUpperCase()}`;
    const identity = { role, session: name, roleId, accessKeyId, since: this.#time() };
    this.#identities.set(role, identity);
    this.#add({
      userIdentity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      sourceIPAddress: 'lambda.amazonaws.com',
      userAgent: 'lambda.amazonaws.com',
      requestParameters: { roleArn: this.#roleArn(role), roleSessionName: name },
      responseElements: {
        credentials: { accessKeyId, expiration: 'Nov 21, 2026, 12:00:00 PM' },
        assumedRoleUser: { assumedRoleId: `${roleId}:${name}`, arn: this.#sessionArn(identity) },
      },
      readOnly: true,
      resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: this.#roleArn(role) }],
      managementEvent: true,
      eventCategory: 'Management',
    });
    this.#call(role, {
      source: 'logs.amazonaws.com',
      name: 'CreateLogStream',
      parameters: {
        logGroupName: `/aws/lambda/${name}`,
        logStreamName: `${this.#time().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${this.#identifier('log').slice(0, 32)}`,
      },
      agent: 'awslambda-worker/1.0',
    });
  }

  s3(role: string, name: 'GetObject' | 'ListObjects', bucket: string, key: string, bytes: number): void {
    const host = `${bucket}.s3.${REGION}.amazonaws.com`;
    const object =
      name === 'GetObject'
        ? { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` }
        : { type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${bucket}/${key}` };
    this.#call(role, {
      source: 's3.amazonaws.com',
      name,
      parameters:
        name === 'GetObject'
          ? { bucketName: bucket, Host: host, key, 'x-id': 'GetObject' }
          : { 'list-type': '2', bucketName: bucket, Host: host, prefix: key },
      additional: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        bytesTransferredOut: bytes,
      },
      resources: [object, { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    });
  }

  dynamodb(role: string, name: 'GetItem' | 'Scan', table: string, parameters: Record<string, unknown>): void {
    this.#call(role, {
      source: 'dynamodb.amazonaws.com',
      name,
      parameters: { tableName: table, ...parameters },
      resources: [
        {
          accountId: ACCOUNT,
          type: 'AWS::DynamoDB::Table',
          ARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}`,
        },
      ],
    });
  }

  /** The records since the last call, as one log file. */
  take(): string {
    const file = JSON.stringify({ Records: this.#records });
    this.#records = [];
    return file;
  }

  #call(role: string, call: Call): void {
    const identity = this.#identities.get(role);
    if (identity === undefined) throw new Error(`${role} has not been started`);
    const sdk = role === 'support-chatbot-app' ? '[aws-sdk-js/3.1169.0]' : '[Boto3/1.44.5]';
    this.#add({
      userIdentity: {
        type: 'AssumedRole',
        principalId: `${identity.roleId}:${identity.session}`,
        arn: this.#sessionArn(identity),
        accountId: ACCOUNT,
        accessKeyId: identity.accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: identity.roleId,
            arn: this.#roleArn(role),
            accountId: ACCOUNT,
            userName: role,
          },
          attributes: { creationDate: identity.since, mfaAuthenticated: 'false' },
        },
      },
      eventSource: call.source,
      eventName: call.name,
      sourceIPAddress: role === 'support-chatbot-app' ? '198.51.100.24' : '198.51.100.61',
      userAgent: call.agent ?? sdk,
      requestParameters: call.parameters,
      responseElements: null,
      ...(call.additional === undefined ? {} : { additionalEventData: call.additional }),
      readOnly: call.resources !== undefined,
      ...(call.resources === undefined ? {} : { resources: call.resources }),
      managementEvent: call.resources === undefined,
      eventCategory: call.resources === undefined ? 'Management' : 'Data',
    });
  }

  #add(fields: Record<string, unknown>): void {
    this.#count += 1;
    this.#records.push({
      eventVersion: '1.11',
      eventTime: this.#time(),
      awsRegion: REGION,
      requestID: this.#identifier('request').slice(0, 16).toUpperCase(),
      eventID: this.#identifier('event').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5'),
      eventType: 'AwsApiCall',
      recipientAccountId: ACCOUNT,
      ...fields,
    });
  }

  #time(): string {
    return this.#clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }

  #identifier(kind: string): string {
    return createHash('sha256').update(`${kind} ${this.#count} ${this.#time()}`).digest('hex');
  }

  #roleArn(role: string): string {
    return `arn:aws:iam::${ACCOUNT}:role/${role}`;
  }

  #sessionArn({ role, session }: Identity): string {
    return `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`;
  }
}
