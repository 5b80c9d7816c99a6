import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Exchange = { method: string; url: URL; headers: IncomingMessage['headers']; body: Buffer };
export type Answer = { status?: number; type?: string; body: string | Buffer };

/** A server on 127.0.0.1 that hands each request to `answer`; nothing of this package ever leaves the machine. */
export async function listen(
  answer: (exchange: Exchange) => Answer | Promise<Answer>,
): Promise<{ origin: string; close: () => void }> {
  const server: Server = createServer((request, response) => {
    void respond(request, response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (exchange: Exchange) => Answer | Promise<Answer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
  const { status = 200, type = 'application/json', body } = await answer(exchange);
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** Sends what the application fetches from the hosts of `routes` to loopback; a host without a route is an error. */
export function routeFetch(routes: ReadonlyMap<string, string>): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.hostname === '127.0.0.1') return original(request);
    const origin = routes.get(url.hostname);
    if (origin === undefined) throw new Error(`no route to ${url.hostname}`);
    const body = request.method === 'GET' ? undefined : Buffer.from(await request.arrayBuffer());
    return original(`${origin}${url.pathname}${url.search}`, {
      method: request.method,
      headers: request.headers,
      body,
    });
  };
}
