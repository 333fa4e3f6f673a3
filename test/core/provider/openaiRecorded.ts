import type { Connection } from '../../../src/core/provider/connection.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import { connectionTo, contextWith } from './support.ts';

/** A request as it was sent. */
export interface Seen {
  line: string;
  body: unknown;
  headers: Headers;
}

/** A provider whose requests are remembered and answered by the given function. */
export function recorded(answer: (line: string, count: number) => Response, more: Partial<Connection> = {}) {
  const seen: Seen[] = [];
  const fetch = async (request: Request) => {
    const url = new URL(request.url);
    const line = `${request.method} ${url.pathname}${decodeURIComponent(url.search)}`;
    const body = await request.text();
    seen.push({ line, body: body.startsWith('{') ? JSON.parse(body) : body, headers: request.headers });
    return answer(line, seen.length);
  };
  const connection = connectionTo('https://api.example.test/v1', more);
  const context = contextWith(fetch);
  return { seen, context, connection, provider: createProvider(connection, context) };
}

export const ref = { connectionId: 'c1', jobId: 'ftjob-1' };
export const start = { clientId: 'job-1', model: 'gpt-4.1-mini-2025-04-14', trainingFile: 'file-1' };
