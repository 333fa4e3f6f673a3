import assert from 'node:assert/strict';
import { batchTarget } from '../../../src/core/batch/batchTarget.ts';
import { FakeClock } from '../../support/fakeClock.ts';

describe('what is known of the model of a run', () => {
  const provider = (listModels: (signal: AbortSignal) => Promise<unknown>) =>
    ({ connection: { id: 'x', kind: 'openai-compatible', name: 'x' }, listModels }) as never;
  const never = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });

  it('is what the server tells of it', async () => {
    const listed = [{ id: 'm', contextTokens: 9, price: { input: 1, output: 2 } }];
    const { signal } = new AbortController();
    const target = await batchTarget(
      provider(async () => listed),
      'm',
      new FakeClock(),
      signal,
    );
    assert.deepEqual([target.contextTokens, target.price], [9, { input: 1, output: 2 }]);
  });

  it('stays unknown when the server does not answer in time', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const asked = batchTarget(
      provider(async abort => {
        queueMicrotask(() => clock.advance(10_000));
        return never(abort);
      }),
      'm',
      clock,
      signal,
    );
    assert.equal((await asked).price, undefined);
    assert.equal(clock.pending, 0);
  });

  it('is not waited for when the user leaves', async () => {
    const control = new AbortController();
    const asked = batchTarget(
      provider(async abort => {
        queueMicrotask(() => control.abort());
        return never(abort);
      }),
      'm',
      new FakeClock(),
      control.signal,
    );
    await assert.rejects(asked, { code: 'cancelled' });
  });
});
