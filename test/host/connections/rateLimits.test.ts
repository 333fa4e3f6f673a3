import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { type ComparePage, openComparePage } from '../compare/support/comparePage.ts';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { restorePages, stubPages } from '../training/support/pages.ts';
import { MODELS, useSession } from './support/session.ts';

const COMPARISON = {
  variants: [{ name: 'small', connection: 'Fake', model: 'small' }],
  cases: ['One?', 'Two?'].map(content => ({ messages: [{ role: 'user', content }] })),
  concurrency: 2,
};
/** Seconds that the server asks for: more than any test lasts. */
const LONG = '1000';

const refusal = (seconds: string) => ({
  ...{ status: 429, headers: { 'content-type': 'application/json', 'retry-after': seconds } },
  body: JSON.stringify({
    error: { message: 'You are sending too many requests.', type: 'rate_limit_error' },
  }),
});

const answer = {
  headers: { 'content-type': 'text/event-stream' },
  body: [
    { delta: { role: 'assistant', content: 'Yes.' }, finish_reason: null },
    { delta: {}, finish_reason: 'stop' },
  ]
    .map(choice => ({
      id: 'c',
      object: 'chat.completion.chunk',
      model: 'small',
      choices: [{ index: 0, ...choice }],
    }))
    .map(chunk => `data: ${JSON.stringify(chunk)}\n\n`)
    .concat('data: [DONE]\n\n'),
};

describe('a comparison whose server has a rate limit', () => {
  const session = useSession();
  beforeEach(() => stubPages());
  afterEach(() => restorePages());
  after(() => {
    for (const folder of ['limited', '.tunewright'])
      rmSync(inWorkspace(folder), { recursive: true, force: true });
  });

  const open = async (): Promise<ComparePage> => {
    await session.add('Fake', '');
    return openComparePage(writeFile('limited/limited.compare.json', JSON.stringify(COMPARISON)));
  };

  it('shows how long the server wants it to wait, in its cells too, and is stopped meanwhile', async () => {
    const page = await open();
    session.server.otherwise(({ path }) => (path.endsWith('/models') ? MODELS : refusal(LONG)));
    const run = page.channel.call('run', {});
    await page.until(({ run: state }) => /too many requests.*until/is.test(state?.waiting ?? ''));
    const [first] = await page.rows();
    await page.untilRow(first!.id, ({ cells }) => /too many requests/i.test(cells[0]!.refused ?? ''));
    await page.channel.call('stop', {});
    await run;
    assert.equal(page.view().run, undefined);
    const [still] = await page.rows();
    assert.deepEqual(
      [still!.cells[0]!.state, /too many/i.test(still!.cells[0]!.refused ?? '')],
      ['missing', true],
    );

    session.server.otherwise(({ path }) => (path.endsWith('/models') ? MODELS : answer));
    await page.channel.call('run', {});
    await page.until(({ answered }) => answered === 2);
    const rows = await page.rows();
    assert.deepEqual(
      rows.map(({ cells: [cell] }) => [cell!.output, cell!.refused]),
      [
        ['Yes.', undefined],
        ['Yes.', undefined],
      ],
    );
  });
});
