import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, FactSchema, isLegalEdge, ok, type EdgeFact, type FactBatch, type NodeFact } from '#model';
import type { Inspector, Match } from '#inspect';
import type { TelemetryInput, TelemetrySource } from '../source.ts';

const PLANTED = /[A-Za-z0-9_-]*notreal[A-Za-z0-9_-]*/g;

/** Recognises what tests and the estate plant, by the word that every planted secret contains. */
const plantedSecretInspector: Inspector = {
  inspect: (text) =>
    [...text.matchAll(PLANTED)].map((match): Match => ({
      detector: 'planted-secret',
      category: 'secret',
      start: match.index,
      end: match.index + match[0].length,
      hint: match[0].slice(0, 2),
      fingerprint: createHmac('sha256', 'test').update(match[0]).digest('hex'),
      publicId: null,
      layers: [],
    })),
  redact: (text) => text.replace(PLANTED, '[redacted:planted-secret]'),
};

/** A target whose files are given by name and content. */
export function targetOf(files: Readonly<Record<string, string | Uint8Array>>): TelemetryInput {
  return {
    target: { id: 't1', name: 'telemetry' },
    inspector: plantedSecretInspector,
    files: {
      paths: Object.keys(files).sort(),
      bytes(path) {
        const content = files[path];
        if (content === undefined) return err({ where: path, reason: 'unreadable', detail: 'gone' });
        return ok(typeof content === 'string' ? Buffer.from(content) : content);
      },
    },
  };
}

export function folderTarget(folder: string): TelemetryInput {
  return targetOf(
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
  );
}

export interface Collected {
  readonly nodes: readonly NodeFact[];
  readonly edges: readonly EdgeFact[];
  readonly coverage: FactBatch['coverage'][number];
  /** `<from's name> <edge> <to's name>` with its count, sorted. */
  readonly lines: readonly string[];
}

/** Runs a source and holds its facts against the vocabulary: shape, legal edges, both ends present. */
export async function collected(source: TelemetrySource, input: TelemetryInput): Promise<Collected> {
  const { facts, coverage } = await source.collect(input);
  for (const fact of facts) FactSchema.parse(fact);
  const nodes = facts.filter((fact) => fact.fact === 'node');
  const edges = facts.filter((fact) => fact.fact === 'edge');
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.map(({ from, edge, to, sightings }) => {
    const [source_, target] = [nodeOf.get(from), nodeOf.get(to)];
    if (source_ === undefined || target === undefined)
      throw new Error(`${from} ${edge} ${to}: an end is missing`);
    if (!isLegalEdge(source_.kind, edge, target.kind))
      throw new Error(`${source_.kind} ${edge} ${target.kind}`);
    return `${source_.name} ${edge} ${target.name} ${String(sightings?.count)}`;
  });
  const [only] = coverage;
  if (only === undefined) throw new Error('a source without coverage');
  return { nodes, edges, coverage: only, lines: lines.sort() };
}
