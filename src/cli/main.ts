import { writeSync } from 'node:fs';
import { EXIT } from './exit-codes.ts';
import { internalError } from './internal-error.ts';
import { loadProgram } from './load-program.ts';
import { packageVersion } from './package-root.ts';
import { tuneEngine } from './tune-engine.ts';

/** The version is answered before anything is loaded: it is asked by scripts, often. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${packageVersion()}\n`);
    return EXIT.done;
  }
  // Only now: parsers, schemas and content come with it.
  const { run } = await loadProgram();
  // Not before: the engine takes compiled code, Node's own included, under the flags alone that it was compiled with.
  tuneEngine();
  return run(argv);
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
// Until then it has failed: a run that waits for what never comes ends without a word.
process.exitCode = EXIT.internal;
void main(process.argv.slice(2))
  .catch((error: unknown) => internalError(error))
  .then((code) => (process.exitCode = code));
