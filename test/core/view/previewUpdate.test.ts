import assert from 'node:assert/strict';
import type { RenderResult } from '../../../src/core/template/dialect/render.ts';
import { IncrementalRender } from '../../../src/core/template/promptFile/incrementalRender.ts';
import { parsePromptFile } from '../../../src/core/template/promptFile/parsePromptFile.ts';
import {
  assemblePrompt,
  promptJob,
  runPromptJob,
} from '../../../src/core/template/promptFile/renderPrompt.ts';
import { createRenderers } from '../../../src/core/template/renderers.ts';
import type { PreviewState } from '../../../src/core/view/preview.ts';
import { drawPreview } from '../../../src/core/view/previewState.ts';
import { updated, updateOf } from '../../../src/core/view/previewUpdate.ts';

const rendererOf = createRenderers({
  now: () => 0,
  today: () => new Date(0),
  readWasm: () => Promise.reject(new Error('No template here needs it.')),
});

describe('a preview that changes with each keystroke', () => {
  /** Draws prompts with these contents one after the other, as the extension does. */
  function previews() {
    const rendered: number[] = [];
    const incremental = new IncrementalRender(job => {
      rendered.push(job.slots.length);
      return runPromptJob(job, rendererOf);
    });
    let sequence = 0;
    return {
      rendered,
      async draw(contents: readonly string[], values: Record<string, unknown> = {}): Promise<PreviewState> {
        const messages = contents.map(content => ({ role: 'user', content }));
        const file = parsePromptFile({
          path: 'a.prompt.json',
          text: JSON.stringify({ messages }),
          files: {},
        });
        const results = await incremental.render(promptJob(file, values));
        const drawn = drawPreview({
          ...{ sequence: ++sequence, file, rendered: assemblePrompt(file, values, results) },
          ...{ resolved: { values, origins: {} }, typed: {}, sets: [], restricted: false },
        });
        return drawn.state;
      },
    };
  }

  const changes: [why: string, before: string[], after: string[], texts: number, told: (number | 'new')[]][] =
    [
      ['a message', ['{{ a }}', 'b', 'c'], ['{{ a }}', 'b!', 'c'], 1, [0, 'new', 2]],
      ['nothing', ['{{ a }}', 'b'], ['{{ a }}', 'b'], 0, [0, 1]],
      ['two that are alike', ['x', 'x', 'y'], ['x', 'x', 'z'], 1, [0, 1, 'new']],
      // Places in the page are numbered by texts, so that those that moved are told anew.
      ['one more before', ['a', 'b'], ['new', 'a', 'b'], 1, ['new', 'new', 'new']],
      ['one less at the end', ['a', 'b', 'c'], ['a', 'b'], 0, [0, 1]],
    ];
  for (const [why, before, after, texts, told] of changes) {
    it(`renders and tells what has changed: ${why}`, async () => {
      const { draw, rendered } = previews();
      const first = await draw(before, { a: 'A' });
      rendered.length = 0;
      const second = await draw(after, { a: 'A' });
      assert.equal(
        rendered.reduce((sum, one) => sum + one, 0),
        texts,
      );
      const update = structuredClone(updateOf(second, first));
      assert.deepEqual(
        update.messages.map(message => (typeof message === 'number' ? message : 'new')),
        told,
      );
      assert.deepEqual(updated(structuredClone(first), update), second);
    });
  }

  it('renders all when a value has changed', async () => {
    const { draw, rendered } = previews();
    await draw(['{{ a }}', 'b'], { a: 'A' });
    const changed = await draw(['{{ a }}', 'b'], { a: 'B' });
    assert.deepEqual(rendered, [2, 2]);
    assert.equal(changed.messages[0]!.texts[0]!.pieces[0]!.text, 'B');
  });

  it('tells everything to a page that shows nothing, and a page asks when it missed a state', async () => {
    const { draw } = previews();
    const [one, two, three] = [await draw(['a']), await draw(['b']), await draw(['b', 'c'])];
    assert.deepEqual(updated(undefined, updateOf(one!, undefined)), one);
    assert.equal(updated(undefined, updateOf(three!, two!)), undefined);
    assert.equal(updated(one, updateOf(three!, two!)), undefined);
    assert.deepEqual(updated(two, updateOf(three!, two!)), three);
  });

  it('tries again what took too long', async () => {
    let asked = 0;
    const late: RenderResult = {
      ...{ text: '', spans: [], missing: [] },
      error: { code: 'limit-time', message: '', start: 0, end: 1 },
    };
    const incremental = new IncrementalRender(async ({ slots }) => {
      asked += slots.length;
      return slots.map(() => late);
    });
    const job = { slots: [{ dialect: 'nunjucks' as const, source: 'x', path: 'p' }], values: {}, files: {} };
    await incremental.render(job);
    await incremental.render(job);
    assert.equal(asked, 2);
  });
});
