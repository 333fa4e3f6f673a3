import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { RenderClient } from '../../../src/node/renderClient.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { fromRoot } from '../../support/root.ts';

const worker = fromRoot('dist/renderWorker.cjs');

/** A template that no limit stops, so that only ending the thread does. */
const ENDLESS = '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}';
const NO_LIMITS = { steps: 1e15, milliseconds: 1e9 };

describe('rendering in a worker', () => {
  let client: RenderClient;
  before(function () {
    if (!existsSync(worker)) this.skip();
  });
  beforeEach(() => {
    client = new RenderClient(worker, systemClock);
  });
  afterEach(() => client?.dispose());

  it('renders every dialect', async () => {
    const values = { x: ['a', { b: 1 }] };
    const [ours, mini, chat] = await Promise.all([
      client.render({ dialect: 'nunjucks', source: '{{ x | tojson }}', values }),
      client.render({ dialect: 'minijinja', source: '{{ x }}', values }),
      client.render({ dialect: 'chat-template', source: '{{ x | tojson }}', values }),
    ]);
    assert.deepEqual(
      [ours.text, mini.text, chat.text],
      ['["a",{"b":1}]', '["a", {"b": 1}]', '["a", {"b": 1}]'],
    );
  });

  it('renders the texts of a prompt with the files that they include', async () => {
    const results = await client.renderPrompt({
      slots: [
        { dialect: 'nunjucks', source: '{% include "a.njk" %}', path: 'p/x.prompt.json' },
        { dialect: 'minijinja', source: '{{ n }}', path: 'p/y.minijinja' },
        { dialect: 'nunjucks', source: '{% include "/etc/passwd" %}', path: 'p/x.prompt.json' },
      ],
      values: { n: 1 },
      files: { 'p/a.njk': 'in {{ n }}' },
    });
    assert.deepEqual(
      results.map(result => result.error?.code ?? result.text),
      ['in 1', '1', 'outside-workspace'],
    );
  });

  for (const dialect of ['nunjucks', 'minijinja', 'chat-template'] as const) {
    it(`ends what does not end by itself, and goes on: ${dialect}`, async () => {
      const limits = dialect === 'nunjucks' ? NO_LIMITS : { steps: 1e9 };
      const stuck = client.render({ dialect, source: ENDLESS, values: {}, limits });
      const next = client.render({ dialect: 'nunjucks', source: 'next', values: {} });
      assert.equal((await stuck).error?.code, 'limit-time');
      assert.equal((await next).text, 'next');
    });
  }

  it('answers a cancelled job at once, and the others nevertheless', async () => {
    const controller = new AbortController();
    const stuck = client.render(
      { dialect: 'nunjucks', source: ENDLESS, values: {}, limits: NO_LIMITS },
      controller.signal,
    );
    const waiting = client.render({ dialect: 'nunjucks', source: 'x', values: {} }, controller.signal);
    const next = client.render({ dialect: 'nunjucks', source: 'next', values: {} });
    controller.abort();
    await assert.rejects(stuck, { code: 'cancelled' });
    await assert.rejects(waiting, { code: 'cancelled' });
    assert.equal((await next).text, 'next');
  });
});
