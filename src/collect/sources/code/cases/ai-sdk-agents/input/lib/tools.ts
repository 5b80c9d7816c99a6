import { tool } from 'ai';
import * as z from 'zod';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://app@db.corp.example/shop' });

export const searchOrders = tool({
  description: 'Finds orders of one customer.',
  inputSchema: z.object({ customer: z.string(), limit: z.number().optional() }),
  execute: async ({ customer, limit }) => {
    const rows = await pool.query('SELECT * FROM orders WHERE customer = $1 LIMIT $2', [customer, limit ?? 10]);
    return rows.rows;
  },
});

export const runReport = tool({
  description: 'Runs a report.',
  inputSchema: z.object({ sql: z.string() }),
  needsApproval: true,
  execute: async ({ sql }) => (await pool.query(sql)).rows,
});

export const weather = {
  description: 'Weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }: { city: string }) => {
    const answer = await fetch(`https://api.weather.example/v1/${encodeURIComponent(city)}?key=${process.env.WEATHER_API_KEY}`);
    return answer.json();
  },
};
