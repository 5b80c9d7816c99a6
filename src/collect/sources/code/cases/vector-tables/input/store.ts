import { Pool } from 'pg';

const pool = new Pool();

export async function setUp(dimensions: number) {
  await pool.query(`CREATE TABLE IF NOT EXISTS public.chunks (
    id bigserial PRIMARY KEY,
    embedding vector(${dimensions}) NOT NULL
  )`);
  await pool.query('CREATE TABLE readers (id bigserial PRIMARY KEY, vector text)');
}
