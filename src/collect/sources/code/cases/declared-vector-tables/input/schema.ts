import { halfvec, index, integer, jsonb, pgSchema, pgTable, text, vector } from 'drizzle-orm/pg-core';

/** A column of vectors makes the table a store of them. */
export const passages = pgTable(
  'passages',
  { id: integer('id').primaryKey(), words: text('words').notNull(), place: vector('place', { dimensions: 1536 }).notNull() },
  (table) => [index('passages_place').using('hnsw', table.place.op('vector_cosine_ops'))],
);

/** The columns by a function, and a table of another schema. */
export const pictures = pgTable('pictures', (t) => ({ id: t.integer().primaryKey(), look: t.vector({ dimensions: 512 }) }));
const archive = pgSchema('archive');
export const letters = archive.table('letters', { id: integer('id'), tone: halfvec('tone', { dimensions: 256 }) });

/** None: no such column, and a text that tells of one. */
export const readers = pgTable('readers', { id: integer('id'), vector: jsonb('vector'), about: text('vector') });
