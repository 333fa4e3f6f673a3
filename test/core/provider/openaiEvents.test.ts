import assert from 'node:assert/strict';
import { orderedEvents } from '../../../src/core/provider/openaiJobs.ts';
import { recorded, ref } from './openaiRecorded.ts';
import { json } from './support.ts';

describe('events and checkpoints of OpenAI’s shape', () => {
  const event = (count: number, more: object = {}) => ({
    id: `e${count}`,
    object: 'fine_tuning.job.event',
    created_at: 1000 + Math.floor(count / 2),
    level: 'info',
    message: `Event ${count}`,
    type: 'message',
    ...more,
  });

  it('come oldest first, only what is new, over several pages', async () => {
    const all = [6, 5, 4, 3, 2, 1].map(count => event(count));
    const answer = (line: string) => {
      const after = new URL(`http://x${line.slice(4)}`).searchParams.get('after');
      const from = after ? all.findIndex(item => item.id === after) + 1 : 0;
      return json({ object: 'list', data: all.slice(from, from + 2), has_more: from + 2 < all.length });
    };
    const { seen, provider } = recorded(answer);
    const first = await provider.fineTuning!.events(ref);
    assert.deepEqual(
      first.events.map(item => item.id),
      ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'],
    );
    assert.equal(seen.length, 3);
    all.unshift(event(7));
    const second = await provider.fineTuning!.events(ref, first.cursor);
    assert.deepEqual(
      second.events.map(item => item.id),
      ['e7'],
    );
    assert.equal(seen.length, 4);
    const third = await provider.fineTuning!.events(ref, second.cursor);
    assert.deepEqual([third.events, third.cursor], [[], 'e7']);
  });

  it('are put in order and told once, whichever way they are listed', () => {
    const ids = (counts: number[]) => orderedEvents(counts.map(count => event(count))).map(item => item.id);
    assert.deepEqual(ids([4, 3, 3, 2, 1]), ['e1', 'e2', 'e3', 'e4']);
    assert.deepEqual(ids([1, 2, 3, 4]), ['e1', 'e2', 'e3', 'e4']);
    assert.deepEqual(ids([6, 2, 4, 1]), ['e1', 'e2', 'e4', 'e6']);
    assert.deepEqual(ids([]), []);
  });

  it('carry what was measured', async () => {
    const data = {
      step: 3,
      total_steps: 9,
      train_loss: 0.5,
      valid_loss: null,
      scores: { train_reward_mean: 0.7, graders: [] },
    };
    const { provider } = recorded(() => json({ data: [event(1, { type: 'metrics', level: 'warn', data })] }));
    const { events } = await provider.fineTuning!.events(ref);
    assert.deepEqual(events[0]?.metrics, {
      step: 3,
      totalSteps: 9,
      values: { train_reward_mean: 0.7, train_loss: 0.5 },
    });
    assert.equal(events[0]?.level, 'warning');
  });

  it('that lead on for ever are given up', async () => {
    let count = 0;
    const { seen, provider } = recorded(() => json({ data: [event(++count)], has_more: true }));
    await provider.fineTuning!.events(ref);
    assert.ok(seen.length <= 50);
  });

  it('checkpoints come in the order of steps', async () => {
    const checkpoint = (step: number) => ({
      id: `c${step}`,
      created_at: 1,
      step_number: step,
      fine_tuned_model_checkpoint: `ft:m:o::1:ckpt-step-${step}`,
      metrics: { step, train_loss: 1 / step },
    });
    const { provider } = recorded(() => json({ data: [checkpoint(20), checkpoint(10)] }));
    const found = await provider.fineTuning!.checkpoints(ref);
    assert.deepEqual(
      found.map(item => [item.step, item.model]),
      [
        [10, 'ft:m:o::1:ckpt-step-10'],
        [20, 'ft:m:o::1:ckpt-step-20'],
      ],
    );
    assert.deepEqual(found[1]?.values, { train_loss: 0.05 });
  });
});
