import { beforeAll, describe, expect, it } from 'vitest';
import { besideTarget, lineOfSight, PLAIN, renderReach, renderScan, renderWhoCan, whoCan } from '#present';
import { loadContent } from '../src/cli/content.ts';
import { openInspector } from '../src/cli/open-inspector.ts';
import { scan, type Scan } from '../src/cli/scan-pipeline.ts';

// What a reader who has nothing but the page must be able to say of it. Each row was missed once by such a reader.
const NOW = '2026-11-21T08:00:00Z';
let found: Scan;

beforeAll(async () => {
  const config = 'estate/support-chatbot/sightline.config.yaml';
  const request = { targets: [], config, cwd: process.cwd(), now: '2026-11-21T08:00:00Z' };
  const inspector = openInspector({ ...process.env, XDG_STATE_HOME: '/nonexistent' });
  found = await scan(request, loadContent(), inspector);
}, 60_000);

/** So wide that no text wraps. */
function page(width = 5_000): string {
  const run = { ...found, assessedAt: '2026-11-21T08:00:00Z', version: '0.0.0' };
  return renderScan(run, false, { width, paint: PLAIN, place: besideTarget });
}

function count(text: string): number {
  return page().split(text).length - 1;
}

describe('the plan', () => {
  it('has a step for everything that is to be fixed now', () => {
    const plan = page().split('START HERE')[1]?.split('\nagent ')[0] ?? '';
    for (const finding of found.assessment.findings)
      if (finding.priority?.outcome === 'fix-now') expect(plan).toContain(finding.id);
    expect(plan).toMatch(
      /^: of the 10 to fix now 8 steps settle 6 and turn 4 into questions, until step 7 answers unknown \(a\)\n/,
    );
  });

  it.each([
    [
      'begins with the leaked key, which its owner can take back alone',
      /\n {2}1 {2}prompt SUPPORT_INSTRUCTIONS: revoke the secret .*\n +owner: fennelrook\/support-platform, iris.fennel; settles f-/,
    ],
    [
      'says what of a policy stays, for whom, and that all else goes',
      /leave only read fennelrook-orders, for lookup_order \(and order_report, if step 4 leaves it\); out goes read, write and administer fennelrook-customers, and write and administer fennelrook-orders, and all unused access \(/,
    ],
    [
      'says which step answers what keeps findings open',
      /\n {2}7 {2}tool export_customers: find .*\n.* settles f-ee89cb8a7e \(is used and not declared anywhere\); answers unknown \(a\)\n/,
    ],
    [
      'says how a step is known to be done that ends nothing, and which work would be done twice',
      /\na step is done when a new export and scan list its findings no more \(those it turns into questions: only under CANNOT TELL\); .*\n/,
    ],
    [
      'offers what helps at once against strangers',
      /\nfastest help: shut the address of function support-chatbot till step 5: all its callers lose support-agent\n {2}1 /,
    ],
    [
      'warns of what a tool loses',
      /narrow the policy of bucket crm-exports-fr.* \(read crm-exports-fr used ×4 while watched: customerHistory will lose it\)/,
    ],
    [
      'warns of use that no declared tool explains, by what was called then',
      /narrow policy support-orders-mcp.* \(read fennelrook-customers used ×2 while watched: export_customers, by the moments of its calls, will lose it\)/,
    ],
    [
      'says who loses a tool that it called',
      /fetchPage ×4 and order_report ×4; support-agent will lose them\)/,
    ],
    [
      'ends with what the steps before it leave of the tools that they repair',
      /\n {2}8 {2}agent support-agent: of what steps 2, 3, 4, 6 and 7 leave, take the tool/,
    ],
    [
      'has the open address as a step of its own, for who holds it, with both ways out of it',
      /\n {2}5 {2}agent support-agent: have its address ask who calls \(.*\), or, where it is meant for everyone or its own code turns strangers away, have the charter say so .*\n +owner: fennelrook\/cloud-platform; settles f-/,
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

describe('a finding', () => {
  it('points at its step, and does not say again what that says', () => {
    expect(page()).toMatch(/\(SL-TOL-012\)\n.*\n.*\n {4}fix {7}step 4 above\n/);
    expect(count('fixed operations and checked arguments')).toBe(1);
    expect(page()).toContain('step 1 above; if a tool needs one, let the tool read it from a vault');
  });

  it('stays on a page that is read to its end', () => {
    expect(page(110).trimEnd().split('\n').length).toBeLessThanOrEqual(323);
  });

  it('names an owner under one label, and the same as the plan', () => {
    expect(count('raise with')).toBe(0);
    expect(page()).toContain(
      'owner     of the fix: fennelrook/cloud-platform, as nobody is named for crm-exports-fr; of the agent:',
    );
  });

  it.each([
    [
      'shows the way by which anyone gets to the agent, and that a cut of it settles the finding',
      'anyone may ask agent support-agent: the address of function support-chatbot asks nobody who they are (SL-IAM-016)\n    path      internet —exposes (declared, granted)→ function support-chatbot ←deployed-as',
    ],
    [
      'says of the keys in the environment who takes them out, and what then',
      'MISTRAL_API_KEY and TICKETS_API_TOKEN: a vault can hold them; then the finding is settled',
    ],
    [
      'shows every hop that it advises to cut, with its proof',
      'and out   agent support-agent —calls-tool (declared, observed ×4)→ tool order_report —executes-on (declared, granted)→ function support-orders-mcp —egresses-to (declared, granted)→ internet (repo/infra/main.tf:58 · aws-export/111122223333/lambda-get-function-support-orders-mcp.json#/output/Configuration)\n',
    ],
    [
      'tells how often something was done apart from how many records show that it stands',
      'function support-chatbot ←deployed-as (observed in 108 records)— agent support-agent',
    ],
    [
      'names a register by the file that the scan read',
      'have the owner of the store approve this agent for these actions until a date (repo/governance/approvals.yaml).',
    ],
    [
      'says of a sandbox what the next scan sees and what it does not',
      'fixed if  The tool runs that code in a sandbox, or no longer evaluates what the model gives it; that the sandbox has no credentials and no network only its own settings say.',
    ],
    [
      'shows how the text of strangers comes in, and how sure each hop is',
      'way in    what strangers write (what fetchPage returns) —influences (declared)→ tool fetchPage —influences (declared, observed)→ agent support-agent\n    path      agent support-agent —calls-tool (declared, observed ×4)→ tool order_report —executes-on (declared, granted)→',
    ],
    [
      'leads with the statement that gives the access, and then with the sightings',
      'unapproved (SL-DAT-001)\n    path      as for f-13794f1d23\n    seen at   aws-export/111122223333/account-authorization-details.json (as in f-e6924c8996) · telemetry/cloudtrail-18.json#/Records/11',
    ],
    [
      'says which of the two it is',
      'browser-notes is used by a client or an agent, and on the list of approved servers no entry with decision approved applies to it',
    ],
    [
      'says for how long it was watched, in whole hours',
      'never used in 23 watched hours: read fennelrook-analytics-events, fennelrook-web-logs under conditions; write fennelrook-support-kb',
    ],
  ])('%s', (_, said) => {
    expect(page()).toContain(said);
  });

  it('has a title that is read: what more there is of it stands below', () => {
    expect(page(110)).toMatch(
      /f-e7f65e8d57 agent support-agent goes beyond its charter: it calls .*\n.*\(SL-IAM-003\)\n {4}further {3}the charter names/,
    );
  });

  it('counts on a hop only what was seen of it: what another tool did stands on no way of this one', () => {
    expect(page()).toContain('support-orders-mcp —can-read (granted)→ table fennelrook-customers');
    expect(page()).toContain('support-chatbot-app —can-read (granted, observed ×4)→ bucket crm-exports-fr');
  });

  it('says who loses what is cut', () => {
    expect(page()).toContain('used ×4 while watched: customerHistory will lose it');
    expect(page()).not.toContain('something will notice');
  });
});

describe('the head', () => {
  it.each([
    [
      'says which stores are not known to be out of reach, and why',
      'and fennelrook-orders; not known of fennelrook-lake, fennelrook-payroll and support/tickets-admin: unknown (a) below',
    ],
    [
      'says of each bound of the score what would make it so, so that they are not read as before and after',
      'posture   today 66.5 of 100 if the 4 open checks fail, 74.9 if they hold (100 is best): of 38 checks',
    ],
    [
      'says where keys lie, and that findings tell of them',
      'keys: of 3 the value was seen, and is not kept: MISTRAL_API_KEY and TICKETS_API_TOKEN in the environment of function support-chatbot (a finding above) and anthropic-api-key in prompt SUPPORT_INSTRUCTIONS (a finding above)',
    ],
    [
      'leaves out of the gaps what lies in tests',
      'gaps       none in what is assessed; 2 places in tests or templates (--all)',
    ],
    [
      'says what it asked about',
      'checks: a rule asked of 1 agent, 2 cloud roles, 8 tools, 3 models, 2 prompts and 3 MCP servers; ',
    ],
  ])('%s', (_, said) => {
    expect(page()).toContain(said);
  });

  it('has numbers that add up', () => {
    const numbers = (said: RegExp): number[] => (said.exec(page()) ?? []).slice(1).map(Number);
    const [all = 0, ...parts] = numbers(
      /of the (\d+) found: (\d+) told above, (\d+) not told .* and (\d+) in tests/,
    );
    expect(parts.reduce((sum, one) => sum + one, 0)).toBe(all);
    const [checks, hold = 0, fail = 0, open = 0] = numbers(
      /: of (\d+) checks (\d+) hold, (\d+) fail and (\d+) are open/,
    );
    expect(hold + fail + open).toBe(checks);
    const [again, ...told] = numbers(
      /counts +(\d+) checks: .*; (\d+) fail in (\d+) findings \((\d+) are on a check that is counted already\); (\d+) are open in (\d+) questions \((\d+) is on a check/,
    );
    const [failing = 0, findings = 0, twice = 0, opening = 0, questions = 0, more = 0] = told;
    expect([again, failing, opening]).toEqual([checks, fail, open]);
    expect(findings - twice).toBe(fail);
    expect(questions - more).toBe(open);
  });

  it('names the three differences, each with the findings that prove it', () => {
    const differ = /^differ +(.*)$/m.exec(page())?.[1]?.split('; ') ?? [];
    expect(differ).toEqual([
      'outside the charter: agent support-agent (f-e7f65e8d57)',
      'observed and not declared: tool export_customers (f-ee89cb8a7e), cannot tell of model gpt-4o-mini',
      'granted and never used by cloud role support-chatbot-app (f-d5e99fac1c) and cloud role support-orders-mcp (f-0cc8dfbba8)',
    ]);
    for (const id of differ.flatMap((text) => text.match(/f-[0-9a-f]{10}/g) ?? []))
      expect(page()).toMatch(new RegExp(`^ {2}• \\w+ ${id} `, 'm'));
  });

  it('counts what the page lists', () => {
    const [, fires, open] = /^(\d+) findings: .*; (\d+) questions without an answer$/m.exec(page()) ?? [];
    expect(page().match(/^ {2}• /gm)).toHaveLength(Number(fires));
    expect(page()).toContain(`CANNOT TELL (${open ?? '-'})`);
  });

  it('tells a reason once in full, and by its letter elsewhere', () => {
    const reason = 'what tool export_customers does was never seen';
    expect(count(reason)).toBe(1);
    expect(count('unknown (a)')).toBeGreaterThan(2);
  });
});

describe('the agent', () => {
  it('explains why a store was read more often than its tools were called', () => {
    expect(page()).toContain(
      'calls are the tools’, by traces, and × the identity’s accesses, by its log: one call may make several',
    );
  });
});

describe('what cannot be told', () => {
  it.each([
    [
      'is asked beyond what is proven',
      'whether an agent reaches a sensitive store without an approval, beyond the 3 findings above: agent support-agent (SL-DAT-001)',
    ],
  ])('%s', (_, said) => {
    expect(page()).toContain(said);
  });
});

describe('the commands at the end', () => {
  it.each([80, 110, 5_000])('can be pasted at %i columns', (width) => {
    const started = {
      program: 'npm run -s sightline --',
      with: ['--config', 'estate/a-long-name/sightline.config.yaml'],
    };
    const run = { ...found, assessedAt: '', version: '', started };
    const text = renderScan(run, false, { width, paint: PLAIN, place: besideTarget });
    // As a shell joins them.
    const commands = (text.split('\nnext\n')[1] ?? '')
      .replaceAll(/ \\\n\s+/g, ' ')
      .trim()
      .split(/\n\s*/);
    expect(commands).toEqual([
      'npm run -s sightline -- why f-e6924c8996 --config estate/a-long-name/sightline.config.yaml',
      'npm run -s sightline -- reach support-agent --config estate/a-long-name/sightline.config.yaml',
      'npm run -s sightline -- who-can read crm-exports-fr --config estate/a-long-name/sightline.config.yaml',
      'npm run -s sightline -- scan --all --config estate/a-long-name/sightline.config.yaml',
      'npm run -s sightline -- explain SL-IAM-001',
    ]);
  });
});

describe('the other answers', () => {
  const style = { width: 5_000, paint: PLAIN, place: besideTarget };

  it('who-can names who can make an agent do it', () => {
    const store = found.view.nodes('bucket').find(({ name }) => name === 'crm-exports-fr');
    const said = renderWhoCan(whoCan('read', store?.id ?? '', found.view), found.view, style);
    expect(said.split('\n', 1)[0]).toBe(
      '2 identities can read bucket crm-exports-fr; 3 can make an agent do it (internet, untrusted content what fetchPage returns and agent support-agent itself)',
    );
  });

  it('scissors on work that is allowed say so, and none are set there while something else can be cut', () => {
    const agent = found.view.nodes('agent').find(({ name }) => name === 'support-agent');
    if (agent === undefined) throw new Error('the estate has its agent');
    const said = renderReach(lineOfSight(agent, found.view, NOW), found.view, found.coverage, style);
    expect(said).toContain(
      'support-agent loses lookup_order; used ×10 while watched: support-agent will lose it; this stops work allowed by the charter of support-agent and approval APR-118\n',
    );
    expect(said).toContain(
      'searchKnowledgeBase will lose it; this stops work allowed by the charter of support-agent and approval APR-112\n',
    );
    expect(said.match(/cheapest cut, of work that is allowed\n/g)?.length).toBe(
      said.match(/this stops work allowed by/g)?.length,
    );
  });
});
