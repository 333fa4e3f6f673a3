import { addToCollected, type CollectedChat } from '../../../src/core/provider/chat.ts';
import { createProvider } from '../../../src/core/provider/createProvider.ts';
import type { FetchLike } from '../../../src/core/provider/outgoing.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import { toProblemData } from '../../../src/core/util/problem.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { answerRows } from './answerRows.ts';
import type { FailureRow, Outcome } from './failureRow.ts';
import { refusalRows } from './refusalRows.ts';
import { streamRows } from './streamRows.ts';
import { connectionTo, contextWith } from './support.ts';

/** Every failure, in the order in which the documentation tells them. */
export const failureRows: readonly FailureRow[] = [...refusalRows, ...answerRows, ...streamRows];

/** Injects the failure and looks at what is left. Time is not waited for. */
export async function runFailure(row: Omit<FailureRow, 'code' | 'reason'>): Promise<Outcome> {
  const control = new AbortController();
  const requests: string[] = [];
  const fetch: FetchLike = async request => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return row.answer(request, requests.length, control);
  };
  const clock = new FakeClock({ auto: true });
  const key = row.key === undefined ? {} : { key: async () => row.key };
  const context = contextWith(fetch, { clock, ...key });
  const chat: CollectedChat = { choices: [], truncated: false };
  const outcome: Outcome = {
    problem: undefined,
    chat,
    requests,
    waits: context.waits,
    context,
    result: undefined,
  };
  try {
    const connection = connectionTo('https://api.example.test/v1', row.connection);
    const provider = createProvider(connection, context);
    if (row.act) outcome.result = await row.act(provider, control.signal);
    else await runChat(provider, chat, control.signal);
    outcome.problem = chat.problem;
  } catch (thrown) {
    outcome.problem = toProblemData(thrown);
  }
  return outcome;
}

async function runChat(provider: Provider, chat: CollectedChat, signal: AbortSignal): Promise<void> {
  const request = { model: 'gpt-4.1-mimi', messages: [{ role: 'user', content: 'Hi' }] };
  for await (const event of provider.chat(request, signal)) addToCollected(chat, event);
}
