import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import OpenAI, { toFile } from 'openai';
import { ROUTES } from '../../../../src/core/sandbox/routeTable.ts';
import { openSandbox } from '../../../../src/node/sandbox/openSandbox.ts';
import { type ServedSandbox, serveSandbox } from '../../../../src/node/sandbox/serve.ts';
import { chatFile, reviews } from '../../../core/sandbox/support/datasets.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

describe('sandbox: served on loopback', function () {
  this.timeout(120_000);

  const withServer = (test: (served: ServedSandbox, folder: string) => Promise<void>): Promise<void> =>
    withFolder({}, async dir => {
      const served = await serveSandbox({ port: 0, dir, validateTrainingFile: () => [] });
      try {
        await test(served, dir);
      } finally {
        await served.close();
      }
    });

  const client = ({ url, token }: ServedSandbox): OpenAI =>
    new OpenAI({ baseURL: url, apiKey: token, organization: null, project: null, maxRetries: 0 });

  it('the openai package works with it unchanged', () =>
    withServer(async served => {
      const openai = client(served);
      const file = await openai.files.create({
        file: await toFile(Buffer.from(chatFile(reviews(40, 1))), 'reviews.jsonl'),
        purpose: 'fine-tune',
      });
      const { id } = await openai.fineTuning.jobs.create({
        model: 'sandbox-base',
        training_file: file.id,
        suffix: 'sdk',
        method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2, batch_size: 4 } } },
      });
      const job = await finished(openai, id);
      assert.equal(job.status, 'succeeded');
      const events = [];
      for await (const event of openai.fineTuning.jobs.listEvents(id, { limit: 5 })) events.push(event);
      assert.equal(events.filter(event => event.type === 'metrics').length, 20);
      const checkpoints = await openai.fineTuning.jobs.checkpoints.list(id);
      assert.deepEqual(
        checkpoints.data.map(checkpoint => checkpoint.step_number),
        [20, 10],
      );
      const result = await openai.files.content(job.result_files[0]!);
      assert.match(await result.text(), /^step,train_loss/);

      const model = job.fine_tuned_model!;
      const messages = [{ role: 'user' as const, content: reviews(1, 1)[0]!.question }];
      const completion = await openai.chat.completions.create({ model, messages, temperature: 0 });
      const stream = await openai.chat.completions.create({ model, messages, temperature: 0, stream: true });
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      assert.equal(text, completion.choices[0]!.message.content);
      assert.match(text, /^(positive|negative)$/);
      assert.ok((await openai.models.list()).data.some(listed => listed.id === model));
      assert.equal((await openai.models.delete(model)).deleted, true);
      await assert.rejects(openai.models.retrieve(model), OpenAI.NotFoundError);
    }));

  it('the openai package works with it in process, without a socket', () =>
    withFolder({}, async dir => {
      const sandbox = await openSandbox({ dir, validateTrainingFile: () => [] });
      const openai = new OpenAI({
        baseURL: 'http://sandbox.invalid/v1',
        apiKey: 'none',
        fetch: sandbox.fetch,
      });
      const file = await openai.files.create({
        file: await toFile(Buffer.from(chatFile(reviews(20, 1))), 'reviews.jsonl'),
        purpose: 'fine-tune',
      });
      const { id } = await openai.fineTuning.jobs.create({ model: 'sandbox-base', training_file: file.id });
      await sandbox.idle();
      const { fine_tuned_model: model } = await openai.fineTuning.jobs.retrieve(id);
      const messages = [{ role: 'user' as const, content: reviews(1, 1)[0]!.question }];
      const stream = await openai.chat.completions.create({ model: model!, messages, stream: true });
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      assert.match(text, /^(positive|negative)$/);
      await sandbox.close();
    }));

  it('every route answers over the socket, as curl would ask', () =>
    withServer(async ({ url, token }) => {
      for (const { method, path } of ROUTES) {
        const response = await fetch(`${url}${path.replace(/:\w+/g, 'sandbox-base')}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(method === 'POST' ? { body: '{}' } : {}),
        });
        const text = await response.text();
        assert.ok(response.status < 500, `${method} ${path}: ${text}`);
        if (response.status === 200) continue;
        const { error } = JSON.parse(text) as { error: { code: string; message: string } };
        assert.notEqual(error.code, 'unknown_url', path);
        assert.ok(error.message.length > 5);
      }
    }));

  it('large files travel in parts and come back whole', () =>
    withServer(async served => {
      const openai = client(served);
      const content = Buffer.from(chatFile(reviews(5000, 1)));
      const upload = await openai.uploads.create({
        bytes: content.length,
        filename: 'large.jsonl',
        mime_type: 'text/jsonl',
        purpose: 'fine-tune',
      });
      const half = content.length >> 1;
      const ids: string[] = [];
      for (const part of [content.subarray(0, half), content.subarray(half)]) {
        ids.push((await openai.uploads.parts.create(upload.id, { data: await toFile(part, 'part') })).id);
      }
      const { file } = await openai.uploads.complete(upload.id, { part_ids: ids });
      const back = Buffer.from(await (await openai.files.content(file!.id)).arrayBuffer());
      assert.ok(back.equals(content));
    }));

  it('its errors are those that the openai package knows', () =>
    withServer(async served => {
      const openai = client(served);
      const messages = [{ role: 'user' as const, content: 'x' }];
      const ask = (body: object, fault?: string) =>
        openai.chat.completions.create(
          { model: 'sandbox-base', messages, ...body },
          fault === undefined ? {} : { headers: { 'x-sandbox-fault': fault } },
        );
      await assert.rejects(ask({ model: 'none' }), OpenAI.NotFoundError);
      await assert.rejects(ask({ temperature: 9 }), OpenAI.BadRequestError);
      await assert.rejects(ask({}, 'rate-limited; retry-after=1'), OpenAI.RateLimitError);
      await assert.rejects(ask({}, 'server-error'), OpenAI.InternalServerError);
      await assert.rejects(
        ask({}, 'cut-stream'),
        (error: Error) => !(error instanceof OpenAI.APIError && error.status !== undefined),
      );
      const stranger = new OpenAI({
        baseURL: served.url,
        apiKey: 'sk-wrong',
        organization: null,
        project: null,
        maxRetries: 0,
      });
      await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);
    }));

  it('a job goes on when the server comes back', () =>
    withFolder({}, async dir => {
      const options = { port: 0, dir, token: 'sk-kept', validateTrainingFile: () => [] };
      const first = await serveSandbox(options);
      const file = await client(first).files.create({
        file: await toFile(Buffer.from(chatFile(reviews(2000, 1))), 'reviews.jsonl'),
        purpose: 'fine-tune',
      });
      const hyperparameters = { n_epochs: 3, batch_size: 1 };
      const { id } = await client(first).fineTuning.jobs.create({
        model: 'sandbox-base',
        training_file: file.id,
        hyperparameters,
      });
      await first.close();
      const second = await serveSandbox(options);
      const job = await finished(client(second), id);
      assert.equal(job.status, 'succeeded');
      await second.close();
    }));

  it('two servers on one folder share their jobs', () =>
    withFolder({}, async dir => {
      const options = { port: 0, dir, token: 'sk-shared', validateTrainingFile: () => [] };
      const [first, second] = await Promise.all([serveSandbox(options), serveSandbox(options)]);
      const file = await client(first).files.create({
        file: await toFile(Buffer.from(chatFile(reviews(40, 1))), 'reviews.jsonl'),
        purpose: 'fine-tune',
      });
      const create = (served: ServedSandbox) =>
        client(served).fineTuning.jobs.create({ model: 'sandbox-base', training_file: file.id });
      const jobs = await Promise.all([create(first), create(second), create(second)]);
      for (const { id } of jobs) assert.equal((await finished(client(first), id)).status, 'succeeded');
      for (const { id } of jobs) {
        const { data } = await client(second).fineTuning.jobs.listEvents(id, { limit: 100 });
        assert.equal(data.filter(event => /successfully completed/.test(event.message)).length, 1);
      }
      await Promise.all([first.close(), second.close()]);
    }));

  it('a client that goes away disturbs nobody', () =>
    withServer(async served => {
      const { hostname, port } = new URL(served.url);
      const body = JSON.stringify({
        model: 'sandbox-base',
        messages: [{ role: 'user', content: 'x' }],
        stream: true,
      });
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(
        `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${served.token}\r\nx-sandbox-fault: timeout\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      socket.destroy();
      assert.ok((await client(served).models.list()).data.length > 0);
    }));

  it('other hosts are refused, so that no page can bind its name to it', () =>
    withServer(async served => {
      const { port } = new URL(served.url);
      const headers = { host: 'evil.example', authorization: `Bearer ${served.token}` };
      const sent = request({ host: '127.0.0.1', port, path: '/v1/models', headers }).end();
      const [response] = await once(sent, 'response');
      assert.equal(response.statusCode, 403);
      response.resume();
    }));

  it('a port that is taken is a problem with a remedy', () =>
    withServer(async (served, dir) => {
      const port = Number(new URL(served.url).port);
      await assert.rejects(serveSandbox({ port, dir, validateTrainingFile: () => [] }), {
        name: 'Problem',
        code: 'rejected',
      });
    }));
});

/** Asks until a job is done, and leaves the thread between two questions to the training. */
async function finished(openai: OpenAI, id: string): Promise<OpenAI.FineTuning.FineTuningJob> {
  for (;;) {
    const job = await openai.fineTuning.jobs.retrieve(id);
    if (['succeeded', 'failed', 'cancelled'].includes(job.status)) return job;
    await setTimeout(20);
  }
}
