import { expect, it } from 'vitest';
import { attributesOf, python, typescript } from './probed-tool.ts';

const TO_ANYONE = { egress: 'any', returnsUntrusted: undefined };
const UNKNOWN = { egress: undefined, egressHosts: undefined };

function fixed(host: string): Record<string, unknown> {
  return { egress: 'fixed', egressHosts: [host] };
}

function aws(service: string, call: string): Record<string, string> {
  const before = 'TOPICS = {"ops": "arn:one", "dev": "arn:two"}';
  return { ...python(`boto3.client("${service}").${call}\nreturn "sent"`, `import boto3, os\n${before}`) };
}

function smtp(call: string): Record<string, string> {
  const body = `msg = EmailMessage()\nmsg["Subject"] = a\n${call}\nreturn "sent"`;
  const before =
    'import smtplib\nfrom email.message import EmailMessage\nSERVER = smtplib.SMTP("mail.example.com")';
  return { ...python(body, before) };
}

function slack(channel: string): Record<string, string> {
  return {
    ...python(
      `WebClient(token="x").chat_postMessage(channel=${channel}, text=a)\nreturn "sent"`,
      'import os\nfrom slack_sdk import WebClient',
    ),
  };
}

function sdk(name: string, input: string): Record<string, string> {
  const service = { SendEmail: 'ses', Publish: 'sns', SendMessage: 'sqs' }[name] ?? '';
  return {
    ...typescript(
      `await client.send(new ${name}Command(${input})); return 'sent';`,
      `import { ${service.toUpperCase()}Client, ${name}Command } from '@aws-sdk/client-${service}';\nconst client = new ${service.toUpperCase()}Client({});`,
    ),
  };
}

function nodemailer(message: string): Record<string, string> {
  return {
    ...typescript(
      `await mailer.sendMail(${message}); return 'sent';`,
      "import nodemailer from 'nodemailer';\nconst mailer = nodemailer.createTransport({ host: 'mail.example.com' });",
    ),
  };
}

it.each([
  ['SES: the address is given', aws('ses', 'send_email(Destination={"ToAddresses": [a]})'), TO_ANYONE],
  [
    'SES: a copy goes where it is given',
    aws('ses', 'send_email(Destination={"ToAddresses": ["o@corp.example"], "CcAddresses": [a]})'),
    TO_ANYONE,
  ],
  [
    'SES: the address is written down',
    aws('ses', 'send_email(Destination={"ToAddresses": ["o@corp.example"]}, Message={"Subject": a})'),
    fixed('email.amazonaws.com'),
  ],
  ['SES v2: the address is given', aws('sesv2', 'send_email(Destination={"ToAddresses": [a]})'), TO_ANYONE],
  [
    'SES: the addresses stand in a raw message',
    aws('ses', 'send_raw_email(RawMessage={"Data": a})'),
    UNKNOWN,
  ],
  ['SES: what is sent is spread', aws('ses', 'send_email(**load(a))'), UNKNOWN],
  ['SNS: the topic is given', aws('sns', 'publish(TopicArn=a, Message="x")'), TO_ANYONE],
  ['SNS: the number is given', aws('sns', 'publish(PhoneNumber=a, Message="x")'), TO_ANYONE],
  [
    'SNS: the topic is written down',
    aws('sns', 'publish(TopicArn="arn", Message=a)'),
    fixed('sns.amazonaws.com'),
  ],
  [
    'SNS: the topic is one of those written down',
    aws('sns', 'publish(TopicArn=TOPICS[a], Message="x")'),
    fixed('sns.amazonaws.com'),
  ],
  [
    'SNS: the topic is a setting',
    aws('sns', 'publish(TopicArn=os.environ["TOPIC"], Message=a)'),
    fixed('sns.amazonaws.com'),
  ],
  ['SQS: the queue is given', aws('sqs', 'send_message(QueueUrl=a, MessageBody="x")'), TO_ANYONE],
  [
    'SQS: the queue is written down',
    aws('sqs', 'send_message(QueueUrl="https://q", MessageBody=a)'),
    fixed('sqs.amazonaws.com'),
  ],
  ['SMTP: the address is given', smtp('SERVER.sendmail("b@corp.example", a, "x")'), TO_ANYONE],
  [
    'SMTP: the address is written down',
    smtp('SERVER.sendmail("b@corp.example", ["o@corp.example"], a)'),
    fixed('mail.example.com'),
  ],
  ['SMTP: a header is given', smtp('msg["To"] = a\nSERVER.send_message(msg)'), TO_ANYONE],
  [
    'SMTP: the headers are written down',
    smtp('msg["To"] = "o@corp.example"\nSERVER.send_message(msg)'),
    fixed('mail.example.com'),
  ],
  ['SMTP: no header was seen', smtp('SERVER.send_message(msg)'), UNKNOWN],
  ['Slack: the channel is given', slack('a'), TO_ANYONE],
  ['Slack: the channel is written down', slack('"#ops"'), fixed('slack.com')],
  ['SDK: the address is given', sdk('SendEmail', '{ Destination: { ToAddresses: [a] } }'), TO_ANYONE],
  [
    'SDK: the address is written down',
    sdk('SendEmail', "{ Destination: { ToAddresses: ['o@corp.example'] }, Message: a }"),
    fixed('email.amazonaws.com'),
  ],
  ['SDK: the topic is given', sdk('Publish', "{ TopicArn: a, Message: 'x' }"), TO_ANYONE],
  ['SDK: the queue is given', sdk('SendMessage', "{ QueueUrl: a, MessageBody: 'x' }"), TO_ANYONE],
  [
    'SDK: the queue is a setting',
    sdk('SendMessage', '{ QueueUrl: process.env.QUEUE, MessageBody: a }'),
    fixed('sqs.amazonaws.com'),
  ],
  ['nodemailer: the address is given', nodemailer('{ to: a }'), TO_ANYONE],
  ['nodemailer: a hidden copy is given', nodemailer("{ to: 'o@corp.example', bcc: a }"), TO_ANYONE],
  [
    'nodemailer: the address is written down',
    nodemailer("{ to: 'o@corp.example', text: a }"),
    fixed('mail.example.com'),
  ],
])('%s', async (_why, texts, expected) => {
  const found = await attributesOf(texts);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as never]]))).toEqual(
    expected,
  );
});
