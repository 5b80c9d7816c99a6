import { beforeAll, describe, expect, it } from 'vitest';
import { besideTarget, lineOfSight, PLAIN, renderReach, renderScan, renderWhoCan, whoCan } from '#present';
import type { Scan } from '../src/cli/scan-pipeline.ts';
import { NOW, pageOf, scanDemo } from './demo-scan.ts';

// What a reader who has nothing but the page must be able to say of it. Each row was missed once by such a reader. What the plan
// at its head says has a file of its own.
let found: Scan;

beforeAll(async () => {
  found = await scanDemo();
}, 60_000);

function page(width?: number): string {
  return pageOf(found, width);
}

function count(text: string): number {
  return page().split(text).length - 1;
}

describe('a finding', () => {
  it('points at its step, and does not say again what that says', () => {
    expect(page()).toMatch(/\(SL-TOL-012\)\n.*\n.*\n {4}fix {7}step 5 above\n/);
    expect(count('fixed operations and checked arguments')).toBe(1);
    expect(page()).toContain('step 2 above; if a tool needs one, let the tool read it from a vault');
  });

  it('tells its cut where neither a step nor its fix does, and beside a step the ways that the step is not', () => {
    expect(count('cut here')).toBe(0);
    expect(count(' vault')).toBe(2);
    expect(page()).toContain(
      "fix       step 7 above; else take away the tool that brings in strangers' content, or the access",
    );
    expect(page()).toContain('fix       step 3 above; or have the owner of the store approve');
    expect(page()).toContain('fix       step 4 above; other ways, and fixed if, as for f-1562c67d62\n');
    expect(page()).toMatch(/every resource \(SL-IAM-001\)\n.*\n.*\n {4}fix {7}step 3 above\n/);
  });

  it('stays on a page that is read to its end', () => {
    expect(page(110).trimEnd().split('\n').length).toBeLessThanOrEqual(338);
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
      'shows every hop that it advises to cut, with its proof',
      'and out   agent support-agent —calls-tool (declared, observed in 4 calls)→ tool order_report —executes-on (declared, granted)→ function support-orders-mcp —egresses-to (declared, granted)→ internet (repo/infra/main.tf:58 · aws-export/111122223333/lambda-get-function-support-orders-mcp.json#/output/Configuration)\n',
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
      'says of unused rights which of them go with a step, and which wait',
      'fix       step 3 above takes a part of it; the rest: as for f-d5e99fac1c, and fixed if the same holds\n',
    ],
    [
      'is not fixed by less than its step leaves',
      'fixed if  No policy of the identity allows a whole service on every resource of a type, or a boundary or organisation policy stops it; rights beyond what its tools use are told by SL-IAM-002.',
    ],
    [
      'says of a sandbox what the next scan sees and what it does not',
      'fixed if  The tool runs that code in a sandbox, or no longer evaluates what the model gives it; whether the sandbox has credentials or a network its own settings tell, and no scan.',
    ],
    [
      'shows how the text of strangers comes in, and how sure each hop is',
      'way in    what strangers write (what fetchPage returns) —influences (declared)→ tool fetchPage —influences (declared, observed)→ agent support-agent\n    path      agent support-agent —calls-tool (declared, observed in 4 calls)→ tool order_report —executes-on (declared, granted)→',
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
    expect(page()).toContain(
      'support-chatbot-app —can-read (granted, observed in 4 accesses)→ bucket crm-exports-fr',
    );
  });

  it('says who loses what is cut', () => {
    expect(page()).toContain(
      'used 4 times in 23 watched hours: read crm-exports-fr; customerHistory will lose it',
    );
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
      'score, which is no grade: today 66.5 of 100 if the 4 open checks fail, 74.9 if they hold (100 is where nothing fails; a mean over assets, "score" below)\n',
    ],
    [
      'says where keys lie, and that findings tell of them',
      'keys: of 3 the value was seen, and is not kept: MISTRAL_API_KEY and TICKETS_API_TOKEN in the environment of function support-chatbot (a finding above) and anthropic-api-key in prompt SUPPORT_INSTRUCTIONS (a finding above)',
    ],
    [
      'leaves out of the gaps what lies in tests',
      'gaps       none in reading what was handed over and is assessed; 2 places in tests or templates (--all)',
    ],
    [
      'says how old its input is, and of what it is not known',
      '\naws-export taken 2026-11-21 07:30 to 07:33 UTC (of 1 answer in it no time is known: aws-export/111122223333/account-authorization-details.json); newest telemetry 2026-11-20 23:31 UTC\n',
    ],
    [
      'says why the share that is answered does not add up to the bounds',
      'by severity 93.1 % are answered; score, which is no grade',
    ],
    [
      'says how the score is made',
      'score: of each of 19 assets the share of its checks that hold, by severity, at most 40 % where a critical one fails; of these shares the mean, by criticality\n',
    ],
    ['lists every kind of store that exposure counts', '7 buckets, 3 tables and 1 secret location\n'],
    [
      'joins what is proven apart and holds at once of one agent',
      'together  anyone may ask agent support-agent (f-21af3f5a9d), and its tool order_report runs code that the model writes (f-dd15f266e7) as cloud role support-orders-mcp, which has wildcard access (f-e6924c8996)\n',
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
    // What fails stands before any figure that reads like a grade.
    const [checks, fail = 0, open = 0, hold = 0] = numbers(
      /\nposture +of (\d+) checks (\d+) fail, (\d+) are open and (\d+) hold; /,
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

  it('says where those that hold are listed, and lists as many as it counts', () => {
    expect(page()).toContain('\nholding    21 checks hold: `scan --all` lists which, asset by asset\n');
    const run = { ...found, assessedAt: NOW, version: '0.0.0' };
    const all = renderScan(run, true, { width: 5_000, paint: PLAIN, place: besideTarget });
    const rows = [...all.matchAll(/^ {11}- whether .*: no, of (.*) \(SL-[A-Z]+-\d+\)$/gm)];
    expect(rows.flatMap(([, names = '']) => names.split(/, | and /))).toHaveLength(21);
    expect(all).toContain(
      'no, of cloud role support-chatbot-app and cloud role support-orders-mcp (SL-IAM-013)',
    );
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
  it('says in plain words what shows where it runs', () => {
    expect(page()).toContain('—deployed-as (observed, as its traces show)→ function support-chatbot');
    expect(page()).toContain('—deployed-as (declared, granted, as its deployment shows)→ function');
    expect(page()).not.toMatch(/by its (telemetry|artefact)/);
  });

  it('says what each tool lets the model do, so far as its code tells', () => {
    for (const row of [
      'customerHistory      4           outside  read crm-exports-fr, with any argument',
      'fetchPage            4           outside  bring in what strangers write and send to any host, with any argument',
      'order_report         4           outside  run any code, send to any host',
      'createTicket         5           allowed  send to fennelrook.ticketbarn.example, with any argument',
      'service_status       4           allowed  run its one operation, nothing to choose',
    ])
      expect(page()).toContain(`\n  ${row}\n`);
  });

  it('explains why a store was read more often than its tools were called', () => {
    expect(page()).toContain(
      '; calls by traces, accesses by the log of the identity: one call may make several\n',
    );
  });
});

describe('what cannot be told', () => {
  it.each([
    [
      'waits for code that nobody handed over, where no gap is told of what was',
      'needs also a look at code that was not scanned, or could not be followed to its end: all 2 (not everything that uses model mistral-small-2506 was seen; likewise gpt-4o-mini)\n',
    ],
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
    const commands = (text.split(/\nnext .*\n/)[1] ?? '')
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
      '2 identities can read bucket crm-exports-fr; 3 can make an agent do it (internet; untrusted content: what fetchPage returns; agent support-agent itself)',
    );
  });

  it('scissors on work that is allowed say so, and none are set there while something else can be cut', () => {
    const agent = found.view.nodes('agent').find(({ name }) => name === 'support-agent');
    if (agent === undefined) throw new Error('the estate has its agent');
    const said = renderReach(lineOfSight(agent, found.view, NOW), found.view, found.coverage, style);
    expect(said).toContain(
      'support-agent loses lookup_order; called 10 times while watched: support-agent will lose it; this stops work allowed by the charter of support-agent and approval APR-118\n',
    );
    expect(said).toContain(
      'searchKnowledgeBase will lose it; this stops work allowed by the charter of support-agent and approval APR-112\n',
    );
    expect(said.match(/cheapest cut, of work that is allowed\n/g)?.length).toBe(
      said.match(/this stops work allowed by/g)?.length,
    );
  });
});
