import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog.ts';

const catalog = await loadCatalog();

describe('requests by hand', () => {
  it.each([
    { sender: 'globalThis#fetch', url: ['0'], body: ['1.body'] },
    { sender: 'axios#post', url: ['0'], body: ['1'] },
    { sender: 'httpx.AsyncClient().post', url: ['url', '0'], body: ['json', 'data'] },
  ])('are told the address and the body of $sender', ({ sender, url, body }) => {
    expect(catalog.senders.get(sender)).toMatchObject({ url, body });
  });

  it('are sent by calls that also say where a tool can send', () => {
    const unknown = [...catalog.senders.keys()].filter((symbol) => !catalog.sinks.has(symbol));
    expect(unknown).toEqual([]);
  });
});
