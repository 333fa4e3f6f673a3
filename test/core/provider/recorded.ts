import { readFileSync } from 'node:fs';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { fromRoot } from '../../support/root.ts';
import { connectionTo, contextWith, json, type TestContext } from './support.ts';

export interface SeenRequest {
  /** Method, and address without scheme and host. */
  line: string;
  host: string;
  body: string;
  headers: Headers;
}

export interface Recorded {
  provider: Provider;
  seen: SeenRequest[];
  context: TestContext;
}

/** Answers that a fixture gives: the file's name, with a status when it is no success, or a response of the test's. */
export type FixtureAnswer = string | [status: number, name: string] | (() => Response);

/** A provider of a dialect that is answered out of `test/fixtures/provider/<folder>`, in the given order. */
export function recordedProvider(
  folder: string,
  connection: Partial<Connection>,
  answers: FixtureAnswer[],
): Recorded {
  const seen: SeenRequest[] = [];
  const waiting = [...answers];
  const context = contextWith(
    async request => {
      const url = new URL(request.url);
      const line = `${request.method} ${url.pathname}${decodeURIComponent(url.search)}`;
      seen.push({ line, host: url.host, body: await request.text(), headers: request.headers });
      const answer = waiting.shift() ?? [500, ''];
      if (typeof answer === 'function') return answer();
      const [status, name] = typeof answer === 'string' ? [200, answer] : answer;
      return name === '' ? json({}, status) : json(fixture(folder, name), status);
    },
    { clock: new FakeClock({ auto: true }) },
  );
  return {
    provider: createProvider(connectionTo('https://api.example.test', connection), context),
    seen,
    context,
  };
}

export function fixture(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(fromRoot('test', 'fixtures', 'provider', folder, `${name}.json`), 'utf8'));
}

export function lines(recorded: Recorded): string[] {
  return recorded.seen.map(request => request.line);
}

export function bodyOf(recorded: Recorded, index = 0): unknown {
  return JSON.parse(recorded.seen[index]!.body);
}
