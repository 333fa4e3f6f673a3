import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { judgeConversation, planVerdicts } from '../../../src/core/users/judgeConversations.ts';
import type { HadConversation } from '../../../src/core/users/conversationFiles.ts';
import type { Judging } from '../../../src/core/users/usersFile.ts';
import { createRenderers } from '../../../src/core/template/renderers.ts';
import { parsePromptFile } from '../../../src/core/template/promptFile/parsePromptFile.ts';
import type { PromptJob } from '../../../src/core/template/promptFile/renderPrompt.ts';
import { renderHandlers } from '../../../src/worker/renderHandlers.ts';
import { runCli } from '../../support/cli.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const { renderPrompt } = renderHandlers(
  createRenderers({
    now: () => performance.now(),
    today: () => new Date(),
    readWasm: () => Promise.reject(new Error('No template here needs it.')),
  }),
);

const SAMPLES = ['visitors.users.json', 'judge.prompt.json', 'judge.jinja'];

async function sampleFiles(): Promise<Record<string, string>> {
  const texts = SAMPLES.map(async name => [name, await readFile(fromRoot(`samples/users/${name}`), 'utf8')]);
  return { 'tunewright.jsonc': '{}', ...Object.fromEntries(await Promise.all(texts)) };
}

const had = (id: string, responderModel: string): HadConversation => ({
  ...{ id, at: 1, userModel: 'u', responderModel },
  messages: [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: 'a' },
  ],
});

describe('conversations that are judged', () => {
  const lines = async (cwd: string, name: string) =>
    (await readFile(path.join(cwd, name), 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));

  it('keep a verdict each, beside the dataset, in the table and in the database', async () => {
    await withFolder(await sampleFiles(), async cwd => {
      const run = (...args: string[]) => runCli(['converse', 'visitors.users.json', ...args], { cwd });
      const first = await run('--limit', '3');
      assert.equal(first.code, 0, first.stderr);
      assert.equal(first.stdout, 'visitors_conversations.jsonl\nvisitors_verdicts.jsonl\n');
      const verdicts = await lines(cwd, 'visitors_verdicts.jsonl');
      assert.deepEqual(
        verdicts.map(({ id, model, label }) => [id, model, ['yes', 'no'].includes(label)]),
        [1, 2, 3].map(number => [`conversation ${number}`, 'gpt-4.1-nano', true]),
      );
      assert.deepEqual(Object.keys((await lines(cwd, 'visitors_conversations.jsonl'))[0]), ['messages']);
      const resumed = await run('--resume', '--format', 'csv', '--out', 'all.csv');
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.match(resumed.stderr, /12 verdicts/);
      const journal = await lines(cwd, '.tunewright/results/visitors.users.verdicts.jsonl');
      assert.equal(journal.length, 13, 'No verdict was asked for twice.');
      assert.match(await readFile(path.join(cwd, 'all.csv'), 'utf8'), /,gpt-4\.1-nano,(yes|no),[01],/);
    });
  });

  const judging: Judging = {
    template: 't',
    models: [{ model: 'dear' }, { model: 'cheap' }, { model: 'u' }],
  };
  const options = (more: Partial<Judging> = {}) => ({
    judging: { ...judging, ...more },
    file: parsePromptFile({ path: 't', text: '{"messages":[{"role":"user","content":"?"}]}', files: {} }),
    seed: 1,
    priceOf: ({ model }: { model: string }) =>
      ({ dear: { input: 9, output: 9 }, cheap: { input: 1, output: 1 }, u: { input: 0, output: 0 } })[model],
    host: {
      renderPrompt: async (job: PromptJob) =>
        renderPrompt(job, { signal: new AbortController().signal, progress() {} }),
      provider: async () => ({ connection: { id: 'x', kind: 'openai', name: 'x' } }) as never,
    },
    signal: new AbortController().signal,
  });

  it('are judged by the cheapest that took no part, or by none', async () => {
    const { items, unjudged } = await planVerdicts([had('c 1', 'r'), had('c 2', 'cheap')], options());
    assert.deepEqual(
      items.map(({ judge }) => judge.model),
      ['cheap', 'dear'],
    );
    assert.deepEqual(unjudged, []);
    const none = await planVerdicts([had('c 1', 'r')], options({ models: [{ model: 'u' }] }));
    assert.deepEqual([none.items.length, none.unjudged], [0, ['c 1']]);
  });

  it('are judged at random by the same judges each time', async () => {
    const all = Array.from({ length: 40 }, (_, index) => had(`c ${index}`, 'r'));
    const judges = async () =>
      (await planVerdicts(all, options({ choose: 'random' }))).items.map(({ judge }) => judge.model);
    const drawn = await judges();
    assert.deepEqual(await judges(), drawn);
    assert.deepEqual([...new Set(drawn)].sort(), ['cheap', 'dear']);
  });

  it('are left alone by a judge that takes too long', async () => {
    const clock = new FakeClock();
    const provider = {
      connection: { id: 'x', kind: 'openai', name: 'x' },
      async *chat(_: unknown, signal: AbortSignal) {
        yield { type: 'start' };
        if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve));
        throw signal.reason;
      },
    };
    const item = { ...{ id: 'a', hash: 'h', lane: 'x' }, judge: { model: 'm' }, provider, request: {} };
    const judged = judgeConversation(
      item as never,
      { ...judging, seconds: 5 },
      {
        clock,
        signal: new AbortController().signal,
      },
    );
    await clock.advance(5000);
    assert.equal((await judged).problem?.code, 'timeout');
  });
});
