import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { Shelves } from 'shelves-client';
import { settings } from './settings.ts';

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** A helper reads it under a name that it is handed. */
export const writer = new OpenAI({ apiKey: required('LIBRARY_WRITER_API_KEY'), baseURL: 'https://models.example' });

/** By a record of settings, under a name that does not say what it is. */
export const reviewer = new Anthropic({ apiKey: settings.reviewer.secret });

/** What callers pass, by position. */
export function connect(key: string) {
  return new OpenAI({ apiKey: key });
}
export const sorter = connect(process.env.LIBRARY_SORTER_KEY ?? '');

/** One of several, by a table. */
const VARIABLES = { near: 'LIBRARY_NEAR_API_KEY', far: 'LIBRARY_FAR_API_KEY' };
export const chosen = (where: 'near' | 'far') => new OpenAI({ apiKey: process.env[VARIABLES[where]] });

/** A client that no catalogue lists. */
export const shelves = new Shelves({ token: process.env.SHELVES_TOKEN });
