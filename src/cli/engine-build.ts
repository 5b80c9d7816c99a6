import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

/**
 * Which build of the engine compiled code is good for, as hexadecimal text. The engine itself compares its version, its flags and
 * what the processor can do, and then believes what it is given: two versions of Node with one version of V8 do not lay out their
 * memory alike, and the code of one crashes the other (docs/decisions/0013). So what the executable says of its own making counts
 * too, and its length, since builds of distributions go by the same numbers.
 */
export function engineBuild(): string {
  const { versions, platform, arch, config, execPath } = process;
  const { size } = statSync(execPath);
  const said = JSON.stringify([versions, platform, arch, config, size]);
  return createHash('sha256').update(said).digest('hex');
}
