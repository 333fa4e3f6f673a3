import assert from 'node:assert/strict';
import { Problem } from '../../src/core/util/problem.ts';
import { Channel, type Handlers } from '../../src/protocol/channel.ts';
import type { NoContract } from '../../src/protocol/lint.ts';
import { wire } from '../support/ports.ts';

type Sums = {
  requests: {
    add: { params: number[]; result: number; progress: number };
    wait: { params: undefined; result: undefined };
    fail: { params: unknown; result: undefined };
  };
  events: { changed: string };
};

describe('Channel', () => {
  it('answers, with progress before', async () => {
    const { client } = connect();
    const seen: number[] = [];
    assert.equal(await client.call('add', [1, 2, 3], { onProgress: sum => seen.push(sum) }), 6);
    assert.deepEqual(seen, [1, 3, 6]);
  });

  it('answers a throw with a problem', async () => {
    const { client } = connect({
      fail: () => {
        throw new Problem({ code: 'quota', message: 'No.', remedy: 'Later.' });
      },
    });
    await assert.rejects(client.call('fail', undefined), { code: 'quota', remedy: 'Later.' });
  });

  it('turns what nobody expected into an internal problem', async () => {
    const { client } = connect({ fail: () => (undefined as unknown as () => undefined)() });
    await assert.rejects(client.call('fail', undefined), { code: 'internal' });
  });

  it('answers what nobody serves, also names that every object has', async () => {
    const { client } = connect();
    const untyped = client as unknown as Channel<NoContract, never> & {
      call(name: string): Promise<unknown>;
    };
    for (const name of ['nothing', 'toString', '__proto__']) {
      await assert.rejects(untyped.call(name), { code: 'internal' });
    }
  });

  it('cancels on both ends', async () => {
    let aborted = false;
    const { client } = connect({
      wait: (_params, { signal }) =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve(undefined);
          }),
        ),
    });
    const controller = new AbortController();
    const answer = client.call('wait', undefined, { signal: controller.signal });
    await client.call('add', []);
    controller.abort();
    await assert.rejects(answer, { code: 'cancelled' });
    await client.call('add', []);
    assert.equal(aborted, true);
  });

  it('does not even ask when it is too late', async () => {
    const { client } = connect();
    await assert.rejects(client.call('add', [], { signal: AbortSignal.abort() }), { code: 'cancelled' });
  });

  for (const end of ['client', 'server'] as const) {
    it(`leaves nobody waiting when the ${end} is disposed`, async () => {
      const ends = connect({ wait: () => new Promise(() => {}) });
      const answer = ends.client.call('wait', undefined);
      await ends.client.call('add', []);
      ends[end].dispose();
      // The other end of a thread that is gone is disposed by whoever notices.
      ends.client.dispose();
      await assert.rejects(answer, { code: 'cancelled' });
      await assert.rejects(ends.client.call('add', []), { code: 'cancelled' });
    });
  }

  it('delivers events until nobody listens', async () => {
    const { client, server } = connect();
    const heard: string[] = [];
    const subscription = server.on('changed', what => heard.push(what));
    client.emit('changed', 'a');
    await client.call('add', []);
    subscription.dispose();
    client.emit('changed', 'b');
    await client.call('add', []);
    assert.deepEqual(heard, ['a']);
  });

  it('does not mind messages of others', async () => {
    const [near, far] = wire();
    const client = new Channel<NoContract, Sums>(near, {});
    new Channel<Sums, NoContract>(far, HANDLERS);
    for (const noise of [undefined, null, 1, 'x', {}, { kind: 1 }, { kind: 'result', id: 99 }])
      far.post(noise);
    assert.equal(await client.call('add', [2]), 2);
  });
});

const HANDLERS: Handlers<Sums> = {
  add(numbers, { progress }) {
    let sum = 0;
    for (const number of numbers) {
      sum += number;
      progress(sum);
    }
    return sum;
  },
  wait: () => undefined,
  fail: () => undefined,
};

function connect(handlers: Partial<Handlers<Sums>> = {}) {
  const [near, far] = wire();
  return {
    client: new Channel<NoContract, Sums>(near, {}),
    server: new Channel<Sums, NoContract>(far, { ...HANDLERS, ...handlers }),
  };
}
