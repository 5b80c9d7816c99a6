import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../src/cli/content.ts';
import { openInspector } from '../../src/cli/open-inspector.ts';
import { scan, type Scan } from '../../src/cli/scan-pipeline.ts';

const NOW = '2026-11-21T08:00:00Z';

/** Every file that the estate hands over, below its targets. */
export function evidenceFiles(): readonly string[] {
  return readdirSync('estate/support-chatbot', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice('estate/support-chatbot/'.length))
    .filter((file) => /^(repo|aws-export|telemetry)\//.test(file) && !file.includes('node_modules'));
}

/** What is done to a file: taken away, cut short in the middle, made no text, or moved out of its target behind a link. */
export type Harm = 'gone' | 'half' | 'no-text' | 'linked';

/** A copy of the estate of which parts are taken away, one scan at a time. */
export class EstateCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'sightline-lost-'));
  readonly #content: Content;
  readonly #targets: readonly string[];

  /** @param targets Folders of the estate; those of its configuration where none is named. */
  constructor(content: Content, targets: readonly string[] = []) {
    this.#content = content;
    this.#targets = targets;
    cpSync('estate/support-chatbot', join(this.root, 'estate'), { recursive: true });
  }

  async scanned(): Promise<Scan> {
    const request = {
      targets: this.#targets.map((one) => join(this.root, 'estate', one)),
      config: join(this.root, 'estate', 'sightline.config.yaml'),
      cwd: this.root,
      now: NOW,
    };
    const state = { ...process.env, XDG_STATE_HOME: join(this.root, 'state') };
    return scan(request, this.#content, openInspector(state));
  }

  async without(...files: readonly string[]): Promise<Scan> {
    const moves = files.map(
      (file, at) => [join(this.root, 'estate', file), join(this.root, `held-${String(at)}`)] as const,
    );
    for (const [there, held] of moves) renameSync(there, held);
    try {
      return await this.scanned();
    } finally {
      for (const [there, held] of moves) renameSync(held, there);
    }
  }

  async harmed(file: string, harm: Harm): Promise<Scan> {
    if (harm === 'gone') return this.without(file);
    const path = join(this.root, 'estate', file);
    const away = join(this.root, 'held-file');
    renameSync(path, away);
    const bytes = readFileSync(away);
    if (harm === 'linked') symlinkSync(away, path);
    // No UTF-8 text has this byte.
    else if (harm === 'no-text') writeFileSync(path, Buffer.concat([Buffer.from([0xff]), bytes]));
    else writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length / 2)));
    try {
      return await this.scanned();
    } finally {
      renameSync(away, path);
    }
  }

  /** Without its traces, or with traces of which no attribute can be read: the trail stays whole. */
  async withoutTraces(how: 'gone' | 'unreadable'): Promise<Scan> {
    const folder = join(this.root, 'estate', 'telemetry');
    const held = join(this.root, 'held-telemetry');
    cpSync(folder, held, { recursive: true });
    try {
      for (const name of readdirSync(folder).filter((one) => one.startsWith('otlp-'))) {
        const path = join(folder, name);
        if (how === 'gone' || !name.endsWith('.json')) rmSync(path);
        else {
          const broken = readFileSync(path, 'utf8').replaceAll(
            /\{\s*"(string|int|bool)Value":[^{}]*\}/g,
            '"x"',
          );
          writeFileSync(path, broken);
        }
      }
      return await this.scanned();
    } finally {
      rmSync(folder, { recursive: true });
      renameSync(held, folder);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
