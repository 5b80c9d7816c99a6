import { beforeAll, describe, expect, it } from 'vitest';
import { besideTarget, PLAIN, renderWhy } from '#present';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { scanDemo } from './demo-scan.ts';

// What whoever repairs a finding must be able to take from `why`. Each row was missed once by such a reader.
let found: Scan;

beforeAll(async () => {
  found = await scanDemo();
}, 60_000);

function why(id: string): string {
  const finding = found.assessment.findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`${id} is gone`);
  const style = { width: 5_000, paint: PLAIN, place: besideTarget };
  return renderWhy(finding, found, style).join('\n');
}

describe('why', () => {
  // The finding about the statement itself, one that the step turns into a question, and one that it takes a part of.
  it.each(['f-e6924c8996', 'f-1562c67d62', 'f-0cc8dfbba8'])(
    '%s has the statement as it would stand, to be copied',
    (id) => {
      const text = why(id);
      const json = /as it would stand, .*:\n([\s\S]*?)\n +it stands in/.exec(text)?.[1] ?? '';
      expect(JSON.parse(json)).toEqual({
        Sid: 'Tables',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem'],
        Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/fennelrook-orders'],
      });
      expect(text).toMatch(
        /it stands in the place of the statement of Sid Tables in the policy; the policy (has no other statement|'s \d+ other statements? stays? as)/,
      );
      expect(text).toContain(
        'known by    dynamodb:GetItem on fennelrook-orders: the log (18 times), the code of tool lookup_order and the code of tool order_report\n',
      );
      expect(text).toContain(
        'not known   whether an action is needed that neither code nor a log that was read names',
      );
      expect(text).toContain(
        'left out    dynamodb:Scan on fennelrook-customers: the log (2 times): it is in use, and is to go\n',
      );
      expect(text).toContain('role        only function support-orders-mcp was seen to run as it\n');
    },
  );

  it('has the command that shuts an open address, and what else to look at', () => {
    const text = why('f-21af3f5a9d');
    expect(text).toContain(
      'at once; run it in account 111122223333, and look first at what is set now:\n                aws lambda get-function-url-config --function-name support-chatbot --region eu-west-1\n                aws lambda update-function-url-config --function-name support-chatbot --region eu-west-1 --auth-type AWS_IAM\n',
    );
    expect(text).toContain(
      '--auth-type NONE in the same command is the way back; its own policy lets everyone in',
    );
    expect(text).toContain('change it in repo/infra/main.tf:74 too, or a deployment opens it again; ');
    expect(text).toContain(
      '; keep it shut until all that is to be fixed now is done: a decision in the charter',
    );
    expect(why('f-e6924c8996')).not.toContain('update-function-url-config');
  });

  it('has no statement where the step deletes it, nor where no policy is narrowed', () => {
    for (const id of ['f-bf3e9aeabc', 'f-21af3f5a9d', 'f-13794f1d23'])
      expect(why(id)).not.toContain('as it would stand');
  });
});
