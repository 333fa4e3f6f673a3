import assert from 'node:assert/strict';
import path from 'node:path';
import type { ChatEvent } from '../../../src/core/provider/chat.ts';
import type { Provider } from '../../../src/core/provider/provider.ts';
import { createRenderers } from '../../../src/core/template/renderers.ts';
import { type UsersFile, readUsersFile } from '../../../src/core/users/usersFile.ts';
import { LedgerFile } from '../../../src/node/ledgerFile.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { planUsers } from '../../../src/node/users/planUsers.ts';
import { UsersJournals } from '../../../src/node/users/usersJournals.ts';
import { runUsers, type UsersTerms } from '../../../src/node/users/usersRun.ts';
import { renderHandlers } from '../../../src/worker/renderHandlers.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const { renderPrompt } = renderHandlers(
  createRenderers({
    now: () => performance.now(),
    today: () => new Date(),
    readWasm: () => Promise.reject(new Error('No template here needs it.')),
  }),
);

/** Tunes, since our table has the prices of those. */
const USER = 'ft:gpt-4.1-mini-2025-04-14:me::user';
const DEAR = 'ft:gpt-4.1-2025-04-14:me::answers';
const JUDGE = 'ft:gpt-4.1-nano-2025-04-14:me::judge';

const FILE: UsersFile = readUsersFile(
  JSON.stringify({
    count: 3,
    turns: { min: 2, max: 2 },
    user: { model: USER, connection: 'Work' },
    responders: [{ model: DEAR, connection: 'Other' }],
    judge: { template: 'judge.prompt.json', models: [{ model: JUDGE, connection: 'Work' }] },
  }),
  'a.users.json',
);
const PROMPT = '{"messages":[{"role":"user","content":"Good? {{ conversation }}"}]}';

/** Services that answer at once and say what each answer needed. `answered` is told before each. */
function connectionsTo(answered: (model: string) => void = () => {}) {
  let said = 0;
  const connection = (name: string): Provider =>
    ({
      connection: { id: `${name}-id`, kind: 'openai', name, baseUrl: 'https://x.test' },
      async *chat({ model }: { model: string }, signal: AbortSignal): AsyncGenerator<ChatEvent> {
        signal.throwIfAborted();
        answered(model);
        said += 1;
        yield { type: 'start', model };
        yield { type: 'text', choice: 0, text: model === JUDGE ? 'yes' : `Words ${said}.` };
        yield { type: 'usage', usage: { promptTokens: 400, completionTokens: 150 } };
        yield { type: 'end', truncated: false } as ChatEvent;
      },
    }) as never;
  return async (name = '') => connection(name);
}

describe('what synthetic users cost', () => {
  const run = async (
    folder: string,
    {
      cap,
      terms,
      answered,
      signal = new AbortController().signal,
    }: {
      cap?: number;
      terms?: Partial<UsersTerms>;
      answered?: (model: string) => void;
      signal?: AbortSignal;
    } = {},
  ) => {
    const place = path.join(folder, '.tunewright', 'ledger.jsonl');
    const ledger = new LedgerFile({ file: place, clock: systemClock, cap: () => cap });
    const source = path.join(folder, 'a.users.json');
    const host = {
      read: async () => PROMPT,
      renderPrompt: async (job: Parameters<typeof renderPrompt>[0]) =>
        renderPrompt(job, { signal, progress() {} }),
      provider: connectionsTo(answered),
      path: 'a.users.json',
      spending: { ledger, project: 'p' },
      onProgress() {},
    };
    const planned = await planUsers(FILE, host, undefined, signal);
    const journals = (await UsersJournals.resume(source)) ?? (await UsersJournals.begin(source));
    try {
      const outcome = await runUsers(planned, journals, { concurrency: 1, ...terms }, host, signal);
      return { planned, outcome, entries: (await ledger.read()).entries };
    } finally {
      await journals.close();
    }
  };
  const lines = (entries: Awaited<ReturnType<typeof run>>['entries']) =>
    entries.map(({ kind, connection, model, tokens }) => [kind, connection, model, tokens]);

  it('is said with the judges in it, and written by connection and model', () =>
    withFolder({}, async folder => {
      const { planned, entries } = await run(folder);
      assert.deepEqual([planned.estimate.requests, planned.verdicts], [15, 3]);
      const judges = planned.needs.filter(({ kind }) => kind === 'judge');
      const sum = (some: typeof judges) =>
        some.reduce((all, { estimate }) => all + (estimate.price ?? Number.NaN), 0);
      assert.ok(sum(judges) > 0);
      assert.equal(planned.estimate.price?.toFixed(9), sum(planned.needs).toFixed(9));
      assert.deepEqual(lines(entries), [
        ['run', 'Work-id', USER, 3300],
        ['run', 'Other-id', DEAR, 3300],
        ['judge', 'Work-id', JUDGE, 1650],
      ]);
      assert.ok(entries.every(({ usd, reserved }) => usd !== null && usd > 0 && !reserved));
      const [user, answers, judge] = entries.map(({ usd }) => usd ?? 0);
      assert.ok(answers! > user! && user! > judge!);
    }));

  it('is written once, however often a run goes on', () =>
    withFolder({}, async folder => {
      const first = await run(folder);
      assert.deepEqual(lines((await run(folder)).entries), lines(first.entries));
    }));

  it('begins nothing that the cap of the month has no room for, and gives back what was set aside', () =>
    withFolder({}, async folder => {
      let sent = 0;
      const { planned } = await run(folder);
      const usd = planned.estimate.price ?? 0;
      await withFolder({}, async other => {
        await assert.rejects(
          run(other, { cap: usd * 0.99, answered: () => (sent += 1) }),
          ({ data }) => data.reason === 'spending-cap',
        );
        const ledger = path.join(other, '.tunewright', 'ledger.jsonl');
        const { entries } = await new LedgerFile({ file: ledger, clock: systemClock, cap: () => 1 }).read();
        assert.ok(entries.every(entry => entry.usd === 0 && !entry.reserved));
      });
      assert.equal(sent, 0);
    }));

  it('stays under the limit of the run with the judges’ part', () =>
    withFolder({}, async folder => {
      const whole = await run(folder);
      const usd = whole.entries.reduce((sum, entry) => sum + (entry.usd ?? 0), 0);
      await withFolder({}, async other => {
        const maxPrice = usd * 0.7;
        const { outcome, entries } = await run(other, { terms: { maxPrice } });
        const spent = entries.reduce((sum, entry) => sum + (entry.usd ?? 0), 0);
        assert.ok(spent > 0 && spent < usd && spent <= maxPrice, `${spent} of ${maxPrice}`);
        assert.ok(outcome.isOpen);
        assert.ok(outcome.conversations.some(({ verdict }) => verdict));
      });
    }));

  it('counts what was said in a conversation that was stopped', () =>
    withFolder({}, async folder => {
      const stop = new AbortController();
      let sent = 0;
      const answered = () => {
        sent += 1;
        if (sent === 3) stop.abort();
      };
      const { outcome, entries } = await run(folder, { answered, signal: stop.signal });
      assert.equal(outcome.result.outcome, 'cancelled');
      assert.ok(entries.some(({ model, tokens, usd }) => model === DEAR && tokens === 550 && usd));
    }));
});
