import assert from 'node:assert/strict';
import { Browser } from '../../media/dataset/browser.ts';
import { listed } from '../../media/dataset/listed.ts';
import { Problem } from '../../src/core/util/problem.ts';
import type { DatasetState, DatasetSummary, RowQuery } from '../../src/core/view/dataset/datasetView.ts';
import { Channel, type Handlers, type RequestContext } from '../../src/protocol/channel.ts';
import type { DatasetHostContract, DatasetPageContract } from '../../src/protocol/dataset.ts';
import { wire } from '../support/ports.ts';

const COUNT = 1_000_000;

type Find = DatasetHostContract['requests']['find'];

/** A search that the page asked for, to be answered by the test. */
interface Asked {
  query: RowQuery;
  context: RequestContext<Find['progress']>;
  answer(result: Find['result']): void;
  refuse(problem: Problem): void;
}

describe('the browser of a dataset page', () => {
  for (const [name, change] of [
    ['a filter', { finding: 'error' }],
    ['words', { text: 'ferry' }],
  ] as const) {
    it(`claims nothing of ${name} before something is known`, async () => {
      const page = await openPage();
      assert.equal(page.listed(), '1,000,000 examples');
      page.browser.ask(change);
      assert.equal(page.listed(), 'Searching…');
      const search = await page.asked();
      search.context.progress({ found: 7, share: 0.256 });
      await settled();
      assert.equal(page.listed(), '7 found, searching: 25 %');
      // The rows that are drawn are still those of the list before.
      assert.equal(page.browser.total.value, COUNT);
      search.answer({ total: 30 });
      await settled();
      assert.equal(page.listed(), '30 of 1,000,000 examples');
      assert.equal(page.browser.total.value, 30);
    });
  }

  it('says of how many examples it speaks while they are checked', async () => {
    const page = await openPage({ checked: false, checkedCount: 110_000 });
    page.browser.ask({ rule: 'chat/content-empty' });
    assert.equal(page.listed(), 'Searching…');
    (await page.asked()).answer({ total: 3 });
    await settled();
    assert.equal(page.listed(), '3 found so far: 110,000 of 1,000,000 examples are checked');
  });

  it('goes on searching when the file changes meanwhile', async () => {
    const page = await openPage();
    page.browser.ask({ finding: 'error' });
    (await page.asked()).refuse(new Problem({ code: 'cancelled', message: 'Old.', remedy: 'Wait.' }));
    await settled();
    assert.equal(page.listed(), 'Searching…');
    page.host.emit('changed', {});
    (await page.asked()).answer({ total: 5 });
    await settled();
    assert.equal(page.listed(), '5 of 1,000,000 examples');
  });

  it('leaves the list in peace while it is only asked for again', async () => {
    const page = await openPage();
    page.host.emit('changed', {});
    const again = await page.asked();
    again.context.progress({ found: 7, share: 0.5 });
    await settled();
    assert.equal(page.listed(), '1,000,000 examples');
    again.answer({ total: COUNT });
  });
});

async function openPage(known: Partial<DatasetSummary> = {}) {
  const waiting: ((asked: Asked) => void)[] = [];
  const searches: Asked[] = [];
  const handlers: Partial<Handlers<DatasetHostContract>> = {
    ready: () => ({ state: stateOf(known) }),
    find: ({ query }, context) =>
      new Promise((answer, refuse) => {
        const asked = { query, context, answer, refuse };
        const next = waiting.shift();
        if (next) next(asked);
        else searches.push(asked);
      }),
    rows: () => ({ total: 0, rows: [] }),
    example: () => ({}),
  };
  const [hostEnd, pageEnd] = wire();
  const host = new Channel<DatasetHostContract, DatasetPageContract>(
    hostEnd,
    handlers as Handlers<DatasetHostContract>,
  );
  const browser = new Browser(new Channel<DatasetPageContract, DatasetHostContract>(pageEnd, {}));
  const asked = () =>
    new Promise<Asked>(resolve => {
      const search = searches.shift();
      if (search) resolve(search);
      else waiting.push(resolve);
    });
  browser.start();
  (await asked()).answer({ total: COUNT });
  await settled();
  return {
    browser,
    host,
    asked,
    listed: () =>
      listed({
        state: browser.state.value,
        query: browser.query.value,
        isFiltered: browser.isFiltered,
        total: browser.total.value,
        search: browser.search.value,
      }),
  };
}

function stateOf(known: Partial<DatasetSummary>): DatasetState {
  const totals = { error: 0, warning: 0, info: 0 };
  const summary = { count: COUNT, format: 'none', totals, rules: [], formats: [] } as const;
  return {
    sequence: 1,
    name: 'million.jsonl',
    summary: { ...summary, rules: [], formats: [], checkedCount: COUNT, checked: true, ...known },
    targets: [],
    isEditable: false,
    notice: '',
  };
}

/** Both ends have said all that they had to say. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(() => setImmediate(resolve)));
}
