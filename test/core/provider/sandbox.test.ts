import assert from 'node:assert/strict';
import { collectChat } from '../../../src/core/provider/chat.ts';
import { OpenAiCompatible } from '../../../src/core/provider/openaiCompatible.ts';
import type { Fault, FaultTarget } from '../../../src/core/sandbox/http/faults.ts';
import { TestSandbox, TOKEN } from '../sandbox/support/sandbox.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { allOf, contextWith, problemOf, sourceOf, textOf } from './support.ts';

const lines = Array.from({ length: 12 }, (_, index) => {
  const messages = [
    { role: 'user', content: `What is colour number ${index}?` },
    { role: 'assistant', content: ['red', 'green', 'blue'][index % 3]! },
  ];
  return JSON.stringify({ messages });
}).join('\n');

/** A provider on a sandbox of its own: no socket is opened. */
function onSandbox() {
  const world = new TestSandbox();
  const connection = { id: 'sb', kind: 'sandbox', name: 'Sandbox' } as const;
  const context = contextWith(request => world.sandbox.fetch(request), {
    key: async () => TOKEN,
    clock: new FakeClock({ auto: true }),
  });
  const provider = new OpenAiCompatible(connection, context, {
    upload: { simpleLimit: 2000, partSize: 700 },
  });
  const inject = (fault: Fault, target: FaultTarget) =>
    world.sandbox.faults.inject(fault, { times: 1, ...target });
  return { world, provider, context, inject };
}

describe('a provider on the sandbox', () => {
  it('uploads, tunes, listens, and talks to the tune', async function () {
    this.timeout(180_000);
    const { world, provider } = onSandbox();
    const tuning = provider.fineTuning!;
    const file = await tuning.upload(sourceOf(lines));
    const request = { clientId: 'job-1', model: 'sandbox-base', trainingFile: file.id, seed: 1 };
    const job = await tuning.start(request);
    assert.equal(job.recognised, true);
    await world.sandbox.idle();
    const done = await tuning.read(job.ref);
    assert.equal(done.state, 'succeeded', JSON.stringify(done));
    const { events, cursor } = await tuning.events(job.ref);
    assert.ok(events.some(event => event.metrics?.values.train_loss !== undefined));
    assert.deepEqual((await tuning.events(job.ref, cursor)).events, []);
    assert.ok((await tuning.checkpoints(job.ref)).length > 0);
    assert.equal((await tuning.find(request))?.ref.jobId, job.ref.jobId);
    const again = await tuning.start({ ...request, again: true });
    assert.deepEqual([again.adopted, again.ref], [true, job.ref]);
    assert.equal((await tuning.list()).length, 1);
    const ask = {
      model: done.tunedModel!,
      messages: [{ role: 'user', content: 'What is colour number 4?' }],
    };
    const answer = await collectChat(provider.chat(ask));
    assert.deepEqual([answer.choices[0]?.text, answer.truncated], ['green', false]);
    assert.ok(answer.usage?.totalTokens);
    await provider.deleteModel!(done.tunedModel!);
    await provider.files!.delete(file.id);
    assert.ok((await provider.listModels()).every(model => model.id !== done.tunedModel));
  });

  it('uploads in parts', async () => {
    const { provider } = onSandbox();
    const content = `${lines}\n`.repeat(4);
    const file = await provider.fineTuning!.upload(sourceOf(content));
    assert.equal(file.bytes, content.length);
    assert.ok((await provider.files!.list()).some(item => item.id === file.id));
  });

  const chat = { method: 'POST', path: '/v1/chat/completions' };
  const ask = { model: 'sandbox-base', messages: [{ role: 'user', content: 'Say something to me' }] };

  it('waits where the sandbox limits the rate', async () => {
    const { provider, context, inject } = onSandbox();
    inject({ kind: 'rate-limited', retryAfter: 3 }, chat);
    await allOf(provider.chat(ask));
    assert.deepEqual(context.waits, [3000]);
  });

  it('keeps what arrived of a cut stream', async () => {
    const { provider, inject } = onSandbox();
    inject({ kind: 'cut-stream', after: 2 }, chat);
    const events = await allOf(provider.chat(ask));
    const end = events.at(-1);
    assert.ok(end?.type === 'end' && end.truncated && end.problem?.retryable, textOf(events));
  });

  it('says what to do about a wrong key, a closed platform and an unknown model', async () => {
    const { provider, inject } = onSandbox();
    inject({ kind: 'unauthorized' }, chat);
    assert.equal((await problemOf(allOf(provider.chat(ask)))).data.reason, 'wrong-key');
    inject({ kind: 'training-not-available' }, { method: 'POST', path: '/v1/fine_tuning' });
    const start = { clientId: 'j', model: 'sandbox-base', trainingFile: 'file-x' };
    assert.equal((await problemOf(provider.fineTuning!.start(start))).data.reason, 'training-not-available');
    const unknown = await problemOf(allOf(provider.chat({ ...ask, model: 'sandbox-bass' })));
    assert.deepEqual(unknown.data.details?.nearest, ['sandbox-base']);
  });
});
