import { expect, it } from 'vitest';
import { attributesOf, python, typescript } from './probed-tool.ts';

const API = "const api = axios.create({ baseURL: 'https://api.example.com' });";
const CLIENT = 'CLIENT = httpx.Client(base_url="https://api.example.com")';
const ANY = { egress: 'any', returnsUntrusted: true };
const FIXED = { egress: 'fixed', egressHosts: ['api.example.com'] };
const UNKNOWN = { egress: undefined, egressHosts: undefined };

function fetched(address: string, before = ''): Record<string, string> {
  return { ...typescript(`${before} return (await fetch(${address})).text();`) };
}

function axios(path: string): Record<string, string> {
  return { ...typescript(`return (await api.get(${path})).data;`, `import axios from 'axios';\n${API}`) };
}

function httpx(path: string): Record<string, string> {
  return { ...python(`return CLIENT.get(${path}).text`, `import httpx\n${CLIENT}`) };
}

function urljoin(reference: string): Record<string, string> {
  return {
    ...python(
      `return requests.get(urljoin("https://api.example.com/", ${reference})).text`,
      'import requests\nfrom urllib.parse import urljoin, quote_plus',
    ),
  };
}

const BASE = "'https://api.example.com'";

it.each([
  ['an address that replaces the base of URL', fetched(`new URL(a, ${BASE})`), ANY],
  ['one that begins with what the model gives', fetched(`new URL(\`\${a}/items\`, ${BASE})`), ANY],
  ['a host behind two slashes', fetched(`new URL(\`//\${a}\`, ${BASE})`), ANY],
  ['a slash, behind which there may be another', fetched(`new URL(\`/\${a}\`, ${BASE})`), ANY],
  ['a path below a fixed one', fetched(`new URL(\`/items/\${a}\`, ${BASE})`), FIXED],
  ['a relative path below a fixed one', fetched(`new URL(\`items/\${a}\`, ${BASE})`), FIXED],
  ['a query', fetched(`new URL(\`?q=\${a}\`, ${BASE})`), FIXED],
  ['an encoded segment', fetched(`new URL(encodeURIComponent(a), ${BASE})`), FIXED],
  ['an encoded segment behind a slash', fetched(`new URL(\`/\${encodeURIComponent(a)}\`, ${BASE})`), FIXED],
  ['a base that the model gives', fetched(`new URL('/items', a)`), ANY],
  ['a base from the environment', fetched('new URL(`/items/${a}`, process.env.BASE)'), UNKNOWN],
  ['a start from the environment', fetched('`${process.env.BASE}/items/${a}`'), UNKNOWN],
  ['a host that is set', fetched('url', `const url = new URL(${BASE}); url.host = a;`), ANY],
  ['a host name that is set', fetched('url', `const url = new URL(${BASE}); url.hostname = a;`), ANY],
  ['an address that is set', fetched('url.href', `const url = new URL(${BASE}); url.href = a;`), ANY],
  ['a path that is set', fetched('url', `const url = new URL(${BASE}); url.pathname = a;`), FIXED],
  ['a URL as text', fetched('url.toString()', `const url = new URL(\`/x/\${a}\`, ${BASE});`), FIXED],
  ['a URL in a text', fetched('`${url}`', `const url = new URL(a, ${BASE});`), ANY],
  ["an address that replaces a client's", axios('a'), ANY],
  ["a path of a client's", axios('`/items/${a}`'), FIXED],
  ['a slash, which clients take in two ways', axios('`/${a}`'), UNKNOWN],
  ["an address that replaces a Python client's", httpx('a'), ANY],
  ["a path of a Python client's", httpx('f"/items/{a}"'), FIXED],
  ['a slash, behind which a Python client expects a path', httpx('f"/{a}"'), FIXED],
  ['an address that urljoin takes', urljoin('a'), ANY],
  ['a path that urljoin takes', urljoin('f"/items/{a}"'), FIXED],
  ['an encoded segment that urljoin takes', urljoin('quote_plus(a)'), FIXED],
])('%s', async (_why, texts, expected) => {
  const found = await attributesOf(texts);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key as never]]))).toEqual(
    expected,
  );
});
