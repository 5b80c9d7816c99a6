import { tool } from 'ai';

/** In a header, whatever holds the headers. */
const headers: Record<string, string> = { accept: 'application/json' };
const token = process.env.CATALOGUE_TOKEN;
if (token) headers['Authorization'] = `Bearer ${token}`;
export const books = () => fetch('https://catalogue.example/books', { headers });

/** In the query of an address. */
export async function weather(place: string) {
  const url = `https://weather.example/now?place=${place}&apikey=${process.env.SKY_API_KEY}`;
  const maps = new URL('https://maps.example/tile');
  maps.searchParams.set('key', process.env.TILE_ACCESS_TOKEN ?? '');
  return [await fetch(url), await fetch(maps)];
}

/** What opens no AI or data service. */
export function pay() {
  return fetch('https://pay.example', { headers: { Authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` } });
}

/** What the program itself asks of its callers is compared, and handed to nobody. */
export function isCaller(given: string) {
  return given === process.env.LIBRARY_CALLERS_TOKEN;
}

/** Set, and taken away: neither reads it. */
export function prepare() {
  process.env.MISTRAL_API_KEY = 'notreal';
  delete process.env.COHERE_API_KEY;
}

void tool;
