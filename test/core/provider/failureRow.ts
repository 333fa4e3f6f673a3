import type { CollectedChat } from '../../../src/core/provider/chat.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import type { ProblemCode, ProblemData } from '../../../src/core/util/problem.ts';
import type { Reason } from '../../../src/core/provider/reasons.ts';
import { json, sourceOf, type TestContext } from './support.ts';

/** What can be seen after a failure. */
export interface Outcome {
  problem: ProblemData | undefined;
  /** What had arrived of a chat. */
  chat: CollectedChat;
  /** Method and path of each request, in order. */
  requests: string[];
  waits: number[];
  context: TestContext;
  /** What an action other than a chat answered. */
  result: unknown;
}

/** One failure: what is injected, what the user reads, and what is kept. */
export interface FailureRow {
  id: string;
  injected: string;
  code: ProblemCode;
  reason: Reason | 'cancelled';
  kept: string;
  /** How the server answers, by the number of the request from 1. */
  answer: (request: Request, count: number, control: AbortController) => Response | Promise<Response>;
  /** Absent: a chat. */
  act?: (provider: Provider, signal: AbortSignal) => Promise<unknown>;
  connection?: Partial<Connection>;
  key?: string;
  /** More that must hold. */
  holds?: (outcome: Outcome) => boolean;
}

/** What heals by itself: rows that end well, for the same table. */
export interface HealedRow {
  id: string;
  injected: string;
  kept: string;
  answer: FailureRow['answer'];
  act?: FailureRow['act'];
  holds: (outcome: Outcome) => boolean;
}

export const openAiError = (code: string, message: string, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
});

export const page = (title: string, status = 200) =>
  new Response(`<!doctype html><html><head><title>${title}</title></head><body>hello</body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  });

export const models = (...ids: string[]) =>
  json({ object: 'list', data: ids.map(id => ({ id, object: 'model' })) });

export const listModels = (provider: Provider, signal: AbortSignal) => provider.listModels(signal);

export const start = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.start(
    { clientId: 'job-1', model: 'gpt-4.1-mini-2025-04-14', trainingFile: 'file-1' },
    signal,
  );

export const upload = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.upload(sourceOf('{"messages":[]}\n'), {}, signal);

export const readJob = (provider: Provider, signal: AbortSignal) =>
  provider.fineTuning!.read({ connectionId: 'c1', jobId: 'ftjob-1' }, signal);

export const job = {
  id: 'ftjob-1',
  object: 'fine_tuning.job',
  status: 'queued',
  metadata: { tunewright_job: 'job-1' },
};

export const nothing = 'Nothing was sent twice; nothing was lost.';
export const arrived = 'All that had arrived before it.';
export const posts = (outcome: Outcome) => outcome.requests.filter(line => line.startsWith('POST')).length;

export const network = (id: string, injected: string, reason: Reason, error: () => Error): FailureRow => ({
  id,
  injected,
  code: reason === 'no-answer' ? 'timeout' : reason === 'not-http' ? 'bad-response' : 'unreachable',
  reason,
  kept: nothing,
  answer: () => {
    throw error();
  },
  holds: outcome => posts(outcome) === 1,
});
