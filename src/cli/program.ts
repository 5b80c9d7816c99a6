import { Command, CommanderError, Option } from 'commander';
import { ContentError } from '#model';
import { printable } from '#present';
import { EXIT, UsageError } from './exit-codes.ts';
import { internalError } from './internal-error.ts';
import { checkOutput, writeOutput } from './output-file.ts';
import { packageVersion } from './package-root.ts';
import type { ScanOptions } from './scan-options.ts';
import { styleOf } from './terminal.ts';
import { answerReach, answerWhoCan, answerWhy } from './answers.ts';
import { explainRule, listRules, listSources, printExportScript } from './catalogue-commands.ts';
import { runScan } from './scan-command.ts';

const EXAMPLES = `
Examples:
  sightline scan                                      the folder you stand in, or the targets of sightline.config.yaml
  sightline scan ./repo ./aws-export ./telemetry      code, an account export and a day of telemetry, joined
  sightline reach support-agent                       every line from one agent to data, with its proof
  sightline who-can read fennelrook-support-kb        who may, and who can make an agent do it
  sightline why f-1a2b3c4d5e                          a finding to its end
  sightline sources export aws > collect-aws.sh       a read-only script that collects an AWS account
`;

/** A UsageError passes through commander, which reports only errors of its own. */
function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`--width takes a whole number, not ${value}`);
  return number;
}

/** How commander repeats an option: each value with those before it. */
function collectOutput(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** What `scan` and the questions have in common: whoever scanned with some options asks with the same ones. */
function withScanOptions(command: Command): Command {
  return command
    .option(
      '-c, --config <file>',
      'sightline.config.yaml; searched upward to the root of the repository by default',
    )
    .addOption(
      new Option('-f, --format <format>', 'what goes to stdout').choices(['table', 'json']).default('table'),
    )
    .option('--now <time>', 'the clock of the assessment, ISO 8601, so that a run can be repeated')
    .addOption(
      new Option('--color <when>', 'auto obeys NO_COLOR and FORCE_COLOR')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option(
      '--width <columns>',
      'width of the table, taken as 60 to 160; that of the terminal by default',
      positive,
    );
}

/**
 * Runs one command line. What the caller can mend is told in one line, and so is a file of the installation that is broken; anything
 * else is a bug.
 *
 * @returns The exit code.
 */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    return await runCommand(argv);
  } catch (error) {
    if (error instanceof ContentError) {
      // No stack: the file is what has to be repaired.
      process.stderr.write(`sightline: ${printable(error.message)}\n`);
      return EXIT.internal;
    }
    if (!(error instanceof UsageError)) return internalError(error, printable);
    // It may name what a stranger wrote: an asset, a key of a configuration.
    process.stderr.write(`sightline: ${printable(error.message)}\n`);
    return EXIT.usage;
  }
}

/** @throws UsageError for every expected failure. */
async function runCommand(argv: readonly string[]): Promise<number> {
  // Set by the command that runs: commander hands no result back.
  let code: number = EXIT.done;
  const program = new Command('sightline')
    .description(
      'Every line of sight from an AI system to the data behind it, through the identity that makes it real.',
    )
    .version(packageVersion())
    .showHelpAfterError('(sightline --help shows every command)')
    // Its own exit would come before what was written has left the process.
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  withScanOptions(
    program
      .command('scan')
      .argument('[targets...]')
      .description('scan trees, account exports and telemetry, and report'),
  )
    .option(
      '-o, --output <format=path>',
      'write another format to a file; may be repeated',
      collectOutput,
      [],
    )
    .option('--all', 'tell every open question, agent and gap by itself, not in groups')
    .option('--strict', 'exit 3 where something could not be read')
    .action(async (targets: string[], options: ScanOptions) => {
      code = await runScan(targets, options);
    });
  addQuestions(program);
  addCatalogueCommands(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // commander has printed help or its own message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
  return code;
}

/** Each of them scans anew and answers from that: nothing is kept between runs. */
function addQuestions(program: Command): void {
  const question = (name: string, ...asked: readonly string[]): Command =>
    withScanOptions(
      [...asked, '[targets...]'].reduce(
        (command, argument) => command.argument(argument),
        program.command(name),
      ),
    );
  question('who-can', '<action>', '<asset>')
    .description(
      'who may do it: read, write, admin, invoke, configure or a native action such as s3:GetObject',
    )
    .action(async (action: string, asset: string, targets: string[], options: ScanOptions) =>
      answerWhoCan(action, asset, targets, options),
    );
  question('reach', '<agent>')
    .description('what an agent was built to, may and did reach')
    .action(async (agent: string, targets: string[], options: ScanOptions) =>
      answerReach(agent, targets, options),
    );
  question('why', '<finding>')
    .description('a finding with every hop of its proof')
    .action(async (finding: string, targets: string[], options: ScanOptions) =>
      answerWhy(finding, targets, options),
    );
}

/** What can be told without a scan. */
function addCatalogueCommands(program: Command): void {
  // These take no --color, so that the environment decides.
  const style = (): ReturnType<typeof styleOf> => styleOf({ color: 'auto' });
  program
    .command('explain')
    .argument('<rule>')
    .description('what a rule finds, why it matters, how to fix it')
    .action((rule: string) => void process.stdout.write(explainRule(rule, style())));
  program
    .command('rules')
    .description('every rule, by id')
    .action(() => void process.stdout.write(listRules(style())));
  const sources = program
    .command('sources')
    .description('what is read, and what it cannot see')
    .action(() => void process.stdout.write(listSources(style())));
  sources
    .command('export')
    .argument('<platform>')
    .option('-o, --output <file>', 'write the script to a file')
    .description('print a read-only script that collects an account: aws')
    .action((platform: string, options: { output?: string }) => {
      const script = printExportScript(platform);
      if (options.output !== undefined) checkOutput(options.output);
      if (options.output === undefined) process.stdout.write(script);
      else writeOutput(options.output, script, 0o755);
    });
}
