import { writeSync } from 'node:fs';
import { tuneEngine } from './tune-engine.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { packageVersion } from './package-root.ts';

/** The version is answered before anything is loaded: it is asked by scripts, often. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${packageVersion()}\n`);
    return EXIT.done;
  }
  tuneEngine();
  // Only now: parsers, schemas and content come with it.
  const { run } = await import('./program.ts');
  return run(argv);
}

/** What the caller can mend is told in one line; anything else is a bug, and its stack is part of the report. */
async function report(error: unknown): Promise<number> {
  if (error instanceof UsageError) {
    // It may name what a stranger wrote: an asset, a key of a configuration.
    const { printable } = await import('#present');
    process.stderr.write(`sightline: ${printable(error.message)}\n`);
    return EXIT.usage;
  }
  process.stderr.write(
    `sightline: internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}\n`,
  );
  return EXIT.internal;
}

// SIGINT keeps its default: a handler would wait until the scan's own work lets it run, and that takes seconds. A shell reports
// it as 130. Results are written last and each in one call, so that hardly ever one is left half-written.
// A reader that stops early (head, less) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  // A full disk is the caller's to mend. At once and in one call: exit() cuts off what is still to be written.
  writeSync(process.stderr.fd, `sightline: cannot write the result: ${error.message}\n`);
  process.exit(EXIT.usage);
});
// Not exit(): it would cut off what a pipe has not taken yet (nodejs.org/api/process.html#processexitcode).
process.exitCode = await main(process.argv.slice(2)).catch(report);
