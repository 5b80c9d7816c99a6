import type { MissingKind } from '#model';

/** What an open question waits for, and what a reader can do about it. */
interface MissingWords {
  /** Reads behind `waits for`. */
  readonly what: string;
  readonly toAnswer: string;
}

/**
 * For people: the same words in the scan and in `why`. Each says where the answer is kept, so that a reader need not
 * look for it.
 */
export const MISSING_WORDS: Readonly<Record<MissingKind, MissingWords>> = {
  account: {
    what: 'an account export (what runs where, as whom, and what that may do)',
    toAnswer:
      'AWS: run the script that the command `sources export aws` prints, and scan its output beside the code; other clouds are not read yet. Where nothing ties an agent to its workload, name the workload under systems in sightline.config.yaml',
  },
  telemetry: {
    what: 'telemetry (what was used, over a long enough time)',
    toAnswer:
      'scan a folder of OpenTelemetry traces (OTLP) and of CloudTrail logs beside the code; the command `sources` says what is read of them',
  },
  classification: {
    what: 'how sensitive the data is',
    toAnswer: 'say it of each store under sensitivity in sightline.config.yaml',
  },
  charters: {
    what: 'charters (what job each agent was given)',
    toAnswer:
      'write down for each agent its tools, stores and hosts in governance/charters.yaml, beside the code',
  },
  approvals: {
    what: 'approvals (who allowed which access)',
    toAnswer: 'keep them, with verbs, stores and an end date, in governance/approvals.yaml, beside the code',
  },
  sanctions: {
    what: 'the list of approved MCP servers',
    toAnswer: 'keep it in governance/sanctions.yaml, beside the code',
  },
  agreement: {
    what: 'sources that agree',
    toAnswer: 'correct the source that is wrong; what sightline.config.yaml says settles it',
  },
  catalogue: {
    what: "what Sightline's own catalogue of models does not say yet",
    toAnswer: 'look it up at its provider; `explain <rule>` names the sources',
  },
  repository: {
    what: 'code that was not scanned, of what traces show',
    toAnswer:
      'scan the repository that declares the service, agent or server in these traces beside this one, or ask its team whether it is theirs; where nobody knows it, treat it as shadow AI',
  },
  code: {
    what: 'a look at code that was not scanned, or could not be followed to its end',
    toAnswer:
      "read these places yourself: they call libraries that Sightline's catalogue does not hold, or are put together while the program runs; code that lies elsewhere can be scanned beside this",
  },
  network: {
    what: 'what the network lets out',
    toAnswer: 'look at the security groups, proxies and endpoints of the workload: no source reads them yet',
  },
  other: {
    what: 'what no source tells',
    toAnswer: '`why <id>` gives the reasons; `scan --all` lists the ids',
  },
};
