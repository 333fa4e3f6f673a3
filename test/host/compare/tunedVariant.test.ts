import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { openLaunch } from '../training/support/launching.ts';
import { useStubs } from '../support/useStubs.ts';
import { openComparePage } from './support/comparePage.ts';

const example = (index: number) =>
  `${JSON.stringify({
    messages: [
      {
        role: 'user',
        content: index % 2 === 0 ? `It rains, number ${index}` : `The sun shines, number ${index}`,
      },
      { role: 'assistant', content: index % 2 === 0 ? 'sad' : 'glad' },
    ],
  })}\n`;

describe('a variant that names a tune', () => {
  useStubs();
  afterEach(() => {
    for (const name of ['weather', 'support.tune.json', '.tunewright'])
      rmSync(inWorkspace(name), { recursive: true, force: true });
  });

  it('cannot be asked at first, and is as soon as a job of the tune has succeeded', async function () {
    this.timeout(120_000);
    writeFile('weather/train.jsonl', Array.from({ length: 12 }, (_, index) => example(index)).join(''));
    const file = writeFile(
      'weather/mood.compare.json',
      JSON.stringify({
        variants: [{ name: 'tuned', tune: '../support.tune.json' }],
        cases: [{ messages: [{ role: 'user', content: 'It rains, number 7' }], reference: 'sad' }],
        graders: [{ type: 'exact_match' }],
      }),
    );
    const tune = { connection: 'sandbox', model: 'sandbox-base', training: 'weather/train.jsonl' };
    writeFile('support.tune.json', JSON.stringify(tune));
    const page = await openComparePage(file);
    await page.until(({ problem }) => problem?.message.includes('has made no model yet') ?? false);
    const { channel, latest } = await openLaunch(JSON.stringify(tune));
    const { sequence, consent } = latest();
    // The page is gone before anybody could answer it.
    void channel.call('launch', { sequence, confirmed: consent === 'asked', typed: '' }).catch(() => {});
    await page.until(({ problem, nextRun }) => !problem && (nextRun?.startsWith('1 answer') ?? false));
    await page.channel.call('run', {});
    await page.until(({ answered }) => answered === 1);
    const [row] = await page.rows();
    assert.equal(row?.cells[0]?.output, 'sad');
  });
});
