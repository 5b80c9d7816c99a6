import { declaredId } from '#model';
import type { Expr } from '../../ir.ts';
import type { Located } from '../../resolve/resolver.ts';
import { stateOf, type Recognition } from '../recognition/recognition.ts';

/** Methods and tags that databases are handed statements by. */
const RUNS: ReadonlySet<string> = new Set(
  [
    'execute executemany executescript exec query unsafe sql raw text run fetch none any',
    'queryRaw executeRaw queryRawUnsafe executeRawUnsafe $queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe',
  ]
    .join(' ')
    .split(' '),
);
/** A table that is made to stay, and its name. */
const TABLE = /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?["'`]?([\w.]+)["'`]?\s*\(/giu;
/** A column of vectors: pgvector's types with the number of dimensions (https://github.com/pgvector/pgvector#vector-type). */
const COLUMN = /[\w"`]\s+(?:half|sparse)?vec(?:tor)?\s*\(\s*(?:\d+|\?|%s)\s*\)/iu;

/** Plain searches first: nearly every text is none. */
function mayHoldColumn(text: string): boolean {
  return text.includes('vec') || text.includes('VEC');
}

/** A statement as it is written, holes as `?`; null for everything that is no text in place, or cannot hold a column of vectors. */
function statement(expr: Expr): string | null {
  if (expr.kind === 'string') return mayHoldColumn(expr.value) ? expr.value : null;
  if (expr.kind !== 'template') return null;
  if (!expr.parts.some((part) => typeof part === 'string' && mayHoldColumn(part))) return null;
  return expr.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
}

/** Names of the tables with a column of vectors that a text makes. */
function vectorTables(text: string): readonly string[] {
  const tables = [...text.matchAll(TABLE)];
  return tables.flatMap((table, index) => {
    const body = text.slice(table.index, tables[index + 1]?.index ?? text.length);
    // A statement ends before what is done to the table later.
    const columns = body.split(';')[0] ?? '';
    return COLUMN.test(columns) ? [table[1] ?? ''] : [];
  });
}

function addTables(recognition: Recognition, at: Located, text: string): void {
  for (const table of vectorTables(text))
    recognition.sink.node({
      id: declaredId('vector-store', recognition.target.name, 'sql', table),
      kind: 'vector-store',
      name: table,
      state: stateOf(at.module),
      // Which database runs the statement is not said by it.
      attributes: { collection: table },
      evidence: [recognition.sink.evidence(at)],
    });
}

/** Tables with a column of vectors, as the program's own statements make them: searched by distance, they are vector stores. */
export function addVectorTables(recognition: Recognition): void {
  for (const module of recognition.program.modules.values()) {
    if (!module.mayMakeVectorTable) continue;
    for (const { call, name, scope } of module.callSites) {
      if (name === null || !RUNS.has(name)) continue;
      const [first] = call.args;
      const text = first === undefined ? null : statement(first);
      if (text !== null) addTables(recognition, { module, scope, expr: call }, text);
    }
    // Statements that are kept under a name are run by it.
    for (const { assignments } of module.scopes)
      for (const { value, scope } of assignments) {
        const text = statement(value);
        if (text !== null) addTables(recognition, { module, scope, expr: value }, text);
      }
  }
}
