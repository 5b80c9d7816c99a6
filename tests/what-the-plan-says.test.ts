import { beforeAll, describe, expect, it } from 'vitest';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { pageOf, scanDemo } from './demo-scan.ts';

// What a reader who has nothing but the page must be able to do by its plan. Each row was missed once by such a reader.
let found: Scan;

beforeAll(async () => {
  found = await scanDemo();
}, 60_000);

function page(): string {
  return pageOf(found);
}

describe('the plan', () => {
  it('promises no statement where why says that it cannot be written out', () => {
    expect(pageOf({ ...found, resourcesOf: () => null })).not.toContain('as it would stand');
  });

  it('has a step for everything that is to be fixed now', () => {
    const plan = page().split('START HERE')[1]?.split('\nagent ')[0] ?? '';
    for (const finding of found.assessment.findings)
      if (finding.priority?.outcome === 'fix-now') expect(plan).toContain(finding.id);
    expect(plan).toMatch(
      /^: 10 findings are to be fixed now, in 8 steps\. The steps settle 6\. The other 4 are then no longer proven, but stay open questions until step 1 ends unknown \(a\) below\n/,
    );
  });

  it.each([
    [
      'begins with the leaked key, which its owner can take back alone',
      /\n {2}2 {2}prompt SUPPORT_INSTRUCTIONS: revoke the secret .*\n +owner: fennelrook\/support-platform, iris.fennel; settles f-/,
    ],
    [
      'says what of a policy stays, for whom, and that all else goes',
      /leave only read fennelrook-orders, for lookup_order \(and order_report, if step 5 leaves it\); out goes read, write and administer fennelrook-customers, and write and administer fennelrook-orders, and with it all else that the statement gives, as nothing was built or seen to use the rest \(/,
    ],
    [
      'says which of two owners holds what, where a step is for both',
      /owner: fennelrook\/support-platform, iris\.fennel \(fetchPage\); fennelrook\/cloud-platform \(support-orders-mcp\); turns into/,
    ],
    [
      'says which step answers what keeps findings open',
      /\n {2}1 {2}tool export_customers: treat .*\n.* settles f-ee89cb8a7e \(is used and not declared anywhere\); ends unknown \(a\)\n/,
    ],
    [
      'says how a step is known to be done that ends nothing, and which work would be done twice',
      /\na step is done when a new export and scan list its findings no more and what is under "fixed if" holds; those it turns into questions are then only under CANNOT TELL\n/,
    ],
    [
      'says which step waits for which, and that the others may go side by side',
      /\nthe steps may go side by side, but for step 8, which waits for steps 1, 3, 4, 5 and 7\n/,
    ],
    [
      'says who else is met where a role is narrowed',
      /of cloud role support-orders-mcp \(only function support-orders-mcp was seen to run as it\): leave only/,
    ],
    [
      'points to the statement as it would stand',
      /owner: fennelrook\/cloud-platform; the statement as it would stand: `why f-e6924c8996`; settles/,
    ],
    [
      'offers what helps at once against strangers',
      /\nfastest help: shut the address of function support-chatbot \(owner: fennelrook\/cloud-platform; how: `why f-21af3f5a9d`\) until FIX NOW is empty, not step 6 alone: callers who do not sign lose support-agent\n {2}1 /,
    ],
    [
      'warns of what a tool loses',
      /of bucket crm-exports-fr.* \(used 4 times in 23 watched hours: read crm-exports-fr; customerHistory will lose it\)/,
    ],
    [
      'warns of use that no declared tool explains, by what was called then',
      /narrow policy support-orders-mcp.* \(of what is named, used 2 times in 23 watched hours: read fennelrook-customers; judged by the times alone, probably by tool export_customers, which will stop working\)/,
    ],
    [
      'deletes a statement of which nothing would be left',
      /\n {2}4 {2}delete statement "SupportChatbotReads" of the policy of bucket crm-exports-fr, and so the whole policy: it has no other \(/,
    ],
    [
      'names whom the charter names to widen it',
      /widened by its approvers, security@fennelrook\.example and support-platform@fennelrook\.example \(called/,
    ],
    [
      'takes what nobody declared for a possible incident until its origin is known',
      /\n {2}1 {2}tool export_customers: treat it as a possible incident until it is known who added it \(keep the logs, and see in them who used it\), then block it/,
    ],
    [
      'says where a tool that nobody declared is to be blocked',
      /then block it \(no server is known that offers it: at a gateway before agent support-agent, which used it, or in what gives it tools at run time\) or declare it/,
    ],
    [
      'names the stores that go with the tools and in no step, and where unused rights to them are told',
      /would lose them\); without these tools it has no way to fennelrook-analytics-events, fennelrook-carts and fennelrook-web-logs either \(unused rights of its roles to them, where no step takes those: f-d5e99fac1c and f-0cc8dfbba8\)\n/,
    ],
    [
      'says who loses a tool that it called',
      /called while watched: export_customers ×2, customerHistory ×4, fetchPage ×4 and order_report ×4; support-agent would lose them\)/,
    ],
    [
      'ends with what the steps before it leave of the tools that they repair',
      /\n {2}8 {2}agent support-agent: of what steps 1, 3, 4, 5 and 7 leave, take the tool/,
    ],
    [
      'has the open address as a step of its own, for who holds it, with both ways out of it',
      /\n {2}6 {2}agent support-agent: have its address ask who calls \(.*\), or, where it is meant for everyone or its own code turns strangers away, have that decided in review and written into the charter .* by its approvers, security@fennelrook\.example and support-platform@fennelrook\.example \(once it asks, callers that do not say who they are lose support-chatbot\)\n +owner: fennelrook\/cloud-platform; settles f-/,
    ],
    [
      'names the same owner as the finding',
      /owner: fennelrook\/cloud-platform, as nobody is named for crm-exports-fr; turns into a question f-bf3e9aeabc \(agent support-agent can read crm-exports-fr, unapproved\)\n/,
    ],
    [
      'calls a team by one name, where the configuration and CODEOWNERS have two',
      /declare it in the code and have it reviewed\n +owner: fennelrook\/support-platform; settles/,
    ],
  ])('%s', (_, said) => {
    expect(page()).toMatch(said);
  });
});
