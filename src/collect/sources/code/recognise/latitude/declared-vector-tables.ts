import { declaredId } from '#model';
import type { ClassIr, Expr, ModuleIr } from '../../ir.ts';
import { textOf } from '../calls/arguments.ts';
import type { Located } from '../../resolve/resolver.ts';
import {
  calledSymbol,
  isCall,
  stateOf,
  within,
  type LocatedCall,
  type Recognition,
} from '../recognition/recognition.ts';

/** Packages whose tables may have such a column: https://orm.drizzle.team/docs/column-types/pg, https://github.com/pgvector/pgvector-python. */
const ORM = /^(drizzle-orm\/\w+-core|pgvector(\.\w+)?)$/;
const TABLE = /^drizzle-orm\/\w+-core#(\w+Table|\w+Schema\(\)\.table|\w+TableCreator\(\))$/;
const COLUMN =
  /^(drizzle-orm\/\w+-core#(vector|halfvec|sparsevec)|pgvector\.\w+\.(Vector|VECTOR|HALFVEC|SPARSEVEC|BIT|(Half|Sparse)?VectorField|HalfVector|SparseVector))$/;
/** Of a function that is handed the columns: `(t) => ({ embedding: t.vector() })`. */
const HANDED = /^(vector|halfvec|sparsevec)$/;
/** Columns of columns, and what is said of them call by call. */
const MAX_DEPTH = 6;

/** Whether a column that is written so holds vectors: `vector("e", { dimensions: 3 }).notNull()`, `Column(Vector(3))`. */
function isVectorColumn(recognition: Recognition, at: Located, handed: string | null, depth = 0): boolean {
  if (!isCall(at) || depth > MAX_DEPTH) return false;
  const { callee, args, named } = at.expr;
  if (COLUMN.test(calledSymbol(recognition, at)?.symbol ?? '')) return true;
  if (callee.kind === 'member') {
    const { object, property } = callee;
    if (handed !== null && object.kind === 'name' && object.name === handed && HANDED.test(property))
      return true;
    if (isVectorColumn(recognition, within(at, object), handed, depth + 1)) return true;
  }
  return [...args, ...named.map(({ value }) => value)].some((expr) =>
    isVectorColumn(recognition, within(at, expr), handed, depth + 1),
  );
}

/** @param isWritten Else it is the class's name: what the table is called, the ORM decides. */
function addTable(recognition: Recognition, at: Located, table: string, isWritten = true): void {
  recognition.sink.node({
    // The same as where a statement makes it.
    id: declaredId('vector-store', recognition.target.name, 'sql', table),
    kind: 'vector-store',
    name: table,
    state: stateOf(at.module),
    attributes: isWritten ? { collection: table } : {},
    evidence: [recognition.sink.evidence(at)],
  });
}

/** The record of a table's columns, and the name under which a function is handed what makes them. */
function columnsOf(recognition: Recognition, at: Located): { at: Located; handed: string | null } | null {
  if (at.expr.kind === 'object') return { at, handed: null };
  const made = recognition.resolver.fn(at);
  const [columns] = made?.fn.returns ?? [];
  if (made === null || columns?.kind !== 'object') return null;
  const [first] = made.fn.params;
  return { at: { module: made.module, scope: made.fn.scope, expr: columns }, handed: first?.name ?? null };
}

/** `pgTable("notes", { embedding: vector("embedding", { dimensions: 1536 }) })`. */
function addCalled(recognition: Recognition, call: LocatedCall): void {
  const [name, given] = call.expr.args;
  if (name === undefined || given === undefined) return;
  if (!TABLE.test(calledSymbol(recognition, call)?.symbol ?? '')) return;
  const table = textOf(recognition.resolver.value(within(call, name)));
  const columns = columnsOf(recognition, within(call, given));
  if (table === null || columns?.at.expr.kind !== 'object') return;
  const { at, handed } = columns;
  if (columns.at.expr.entries.some(({ value }) => isVectorColumn(recognition, within(at, value), handed)))
    addTable(recognition, call, table);
}

/** `class Note(Base): embedding = mapped_column(Vector(1536))`, in the words of SQLAlchemy, SQLModel, Django and peewee. */
function addClass(recognition: Recognition, module: ModuleIr, cls: ClassIr): void {
  const at = (expr: Expr): Located => ({ module, scope: cls.scope, expr });
  if (!cls.assignments.some(({ value }) => isVectorColumn(recognition, at(value), null))) return;
  const named = cls.assignments.find(({ target }) => target === '__tablename__')?.value;
  const name = named === undefined ? null : textOf(recognition.resolver.value(at(named)));
  addTable(recognition, at({ kind: 'class', cls, span: cls.span }), name ?? cls.name, name !== null);
}

/** Tables with a column of vectors that the program declares for its ORM: searched by distance, they are vector stores. */
export function addDeclaredVectorTables(recognition: Recognition): void {
  for (const module of recognition.program.modules.values()) {
    if (!module.imports.some((one) => ORM.test(one.module))) continue;
    for (const { call, scope } of module.callSites) addCalled(recognition, { module, scope, expr: call });
    for (const { classes } of module.declaring) for (const cls of classes) addClass(recognition, module, cls);
  }
}
