import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { err, FactSchema, isLegalEdge, ok, type EdgeFact, type FactBatch, type NodeFact } from '#model';
import { createInspector, loadDetectors, type Inspector } from '#inspect';
import type { TelemetryInput, TelemetrySource } from '../source.ts';

const DETECTORS = join(import.meta.dirname, '../../../content/detectors');

/** The detectors as they are shipped, with a key that means nothing. */
function shippedInspector(): Inspector {
  const files = readdirSync(DETECTORS).sort();
  const loaded = loadDetectors(
    files.map((id) => parse(readFileSync(join(DETECTORS, id, 'detector.yaml'), 'utf8')) as unknown),
  );
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const fingerprint = (secret: string) => createHmac('sha256', 'test').update(secret).digest('hex');
  return createInspector({ detectors: loaded.value, fingerprint });
}

const CATALOGUE = join(import.meta.dirname, '../../../content/catalog/telemetry');

/** The catalogues as they are shipped. */
export function readShipped(file: string): unknown {
  return parse(readFileSync(join(CATALOGUE, file), 'utf8'));
}

const inspector = shippedInspector();

/** A target whose files are given by name and content, and what of it nobody can open. */
export function targetOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  gaps: TelemetryInput['files']['gaps'] = [],
): TelemetryInput {
  return {
    target: { id: 't1', name: 'telemetry' },
    inspector,
    files: {
      paths: Object.keys(files).sort(),
      gaps,
      bytes(path) {
        const content = files[path];
        if (content === undefined) return err({ where: path, reason: 'unreadable', detail: 'gone' });
        return ok(typeof content === 'string' ? Buffer.from(content) : content);
      },
    },
  };
}

/** A target made of the files of one folder, without its subfolders. */
export function folderTarget(folder: string): TelemetryInput {
  return targetOf(
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
  );
}

interface Collected {
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
