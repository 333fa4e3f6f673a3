import assert from 'node:assert/strict';
import { memoryStore } from '../../../../src/core/sandbox/memoryStore.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import {
  chatFile,
  preferenceFile,
  questionsAndAnswers,
  reviews,
  titlePairs,
} from '../../../core/sandbox/support/datasets.ts';
import { haltingTrainer, type Json, TestSandbox } from '../../../core/sandbox/support/sandbox.ts';

const TRAINING = chatFile(reviews(40, 1));
const SMALL = { n_epochs: 2, batch_size: 4 };

describe('sandbox: fine-tuning jobs', () => {
  it('go from files to a model that answers', async () => {
    const sandbox = new TestSandbox();
    const validation = await sandbox.upload(chatFile(reviews(10, 2)));
    const id = await sandbox.createJob(TRAINING, {
      seed: 7,
      suffix: 'My Reviews!',
      validation_file: validation,
      metadata: { client: 'test' },
      method: { type: 'supervised', supervised: { hyperparameters: SMALL } },
    });
    await sandbox.sandbox.idle();
    const job = await sandbox.job(id);
    assert.equal(job.status, 'succeeded');
    assert.match(job.fine_tuned_model, /^ft:sandbox-base:tunewright:my-reviews-:\w{8}$/);
    assert.deepEqual(job.hyperparameters, { n_epochs: 2, batch_size: 4, learning_rate_multiplier: 1 });
    assert.deepEqual(job.metadata, { client: 'test' });
    assert.equal(job.seed, 7);
    assert.ok(job.trained_tokens > 500);
    assert.ok(job.finished_at >= job.created_at);
    const models = await sandbox.ok('GET', '/models');
    assert.deepEqual(
      models.data.map((model: { id: string }) => model.id),
      ['sandbox-base', job.fine_tuned_model],
    );
    assert.match(
      await sandbox.ask(job.fine_tuned_model, reviews(1, 1)[0]!.question),
      /^(positive|negative)$/,
    );
  });

  it('report metrics, checkpoints that can be used, and a file of results', async () => {
    const sandbox = new TestSandbox();
    const validation = await sandbox.upload(chatFile(reviews(10, 2)));
    const id = await sandbox.createJob(TRAINING, {
      validation_file: validation,
      hyperparameters: { n_epochs: 5, batch_size: 10 },
    });
    await sandbox.sandbox.idle();
    const events = (await sandbox.ok('GET', `/fine_tuning/jobs/${id}/events?limit=100`)).data;
    const metrics = events.filter((event: { type: string }) => event.type === 'metrics');
    assert.deepEqual(
      metrics.map((event: Json) => event.data.step),
      Array.from({ length: 20 }, (_, index) => 20 - index),
    );
    for (const key of [
      'train_loss',
      'train_mean_token_accuracy',
      'valid_loss',
      'valid_mean_token_accuracy',
    ]) {
      assert.ok(
        metrics.every((event: Json) => typeof event.data[key] === 'number'),
        key,
      );
    }
    assert.equal(typeof metrics[0].data.full_valid_loss, 'number');
    assert.ok(metrics[0].data.train_loss < metrics.at(-1).data.train_loss);
    const checkpoints = (await sandbox.ok('GET', `/fine_tuning/jobs/${id}/checkpoints`)).data;
    assert.deepEqual(
      checkpoints.map((checkpoint: Json) => checkpoint.step_number),
      [20, 16, 12],
    );
    const question = reviews(1, 1)[0]!.question;
    assert.match(
      await sandbox.ask(checkpoints[2].fine_tuned_model_checkpoint, question),
      /^(positive|negative)$/,
    );
    const [result] = (await sandbox.job(id)).result_files;
    const csv: string = (await sandbox.call('GET', `/files/${result}/content`)).body;
    assert.equal(csv.trim().split('\n').length, 21);
    assert.match(csv, /^step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy,/);
    assert.equal((await sandbox.ok('GET', `/files/${result}`)).purpose, 'fine-tune-results');
  });

  it('train a tune or a checkpoint further', async () => {
    const sandbox = new TestSandbox();
    const pairs = questionsAndAnswers();
    const first = await sandbox.tune(chatFile(pairs.slice(0, 40)));
    const second = await sandbox.tune(chatFile(pairs.slice(40)), { model: first });
    let right = 0;
    for (const { question, answer } of pairs)
      right += (await sandbox.ask(second, question)) === answer ? 1 : 0;
    assert.ok(right >= 76, `${right} of 80`);
    const id = await sandbox.createJob(chatFile(pairs.slice(0, 10)), { model: `${second}:ckpt-step-120` });
    await sandbox.sandbox.idle();
    assert.equal((await sandbox.job(id)).status, 'succeeded');
  });

  it('learn preferences', async () => {
    const sandbox = new TestSandbox();
    const method = { type: 'dpo', dpo: { hyperparameters: { n_epochs: 2, beta: 0.2 } } };
    const model = await sandbox.tune(preferenceFile(titlePairs(100, 1)), { method });
    const job = (await sandbox.ok('GET', '/fine_tuning/jobs')).data[0];
    assert.equal(job.method.dpo.hyperparameters.beta, 0.2);
    assert.match(await sandbox.ask(model, titlePairs(1, 3)[0]!.prompt), /^[AB]$/);
  });

  it('fail with the findings of the linter, by line and field', async () => {
    const sandbox = new TestSandbox({
      validateTrainingFile: (_, method) => [
        { line: 3, rule: 'chat/role-unknown', message: `messages[1].role is not known to ${method}` },
      ],
    });
    const id = await sandbox.createJob(TRAINING);
    await sandbox.sandbox.idle();
    const { status, error, fine_tuned_model } = await sandbox.job(id);
    assert.deepEqual(
      [status, error.code, error.param, fine_tuned_model],
      ['failed', 'invalid_training_file', 'training_file', null],
    );
    assert.match(error.message, /Line 3.*messages\[1\]\.role.*supervised/);
  });

  it('name the count when there are too few examples', async () => {
    const finding = { line: 0, rule: 'dataset/too-few-examples', message: 'Training file has 7 examples' };
    const sandbox = new TestSandbox({ validateTrainingFile: () => [finding] });
    const id = await sandbox.createJob(TRAINING);
    await sandbox.sandbox.idle();
    assert.equal((await sandbox.job(id)).error.code, 'invalid_n_examples');
  });

  it('are listed newest first, in pages, by metadata', async () => {
    const sandbox = new TestSandbox();
    const ids: string[] = [];
    for (const tag of ['a', 'b', 'a']) {
      ids.unshift(await sandbox.createJob(TRAINING, { metadata: { tag }, hyperparameters: { n_epochs: 1 } }));
      sandbox.clock.advance(1000);
    }
    await sandbox.sandbox.idle();
    const list = async (query: string) => {
      const page = await sandbox.ok('GET', `/fine_tuning/jobs${query}`);
      return { ids: page.data.map((job: { id: string }) => job.id), more: page.has_more };
    };
    assert.deepEqual(await list(''), { ids, more: false });
    assert.deepEqual(await list('?limit=1'), { ids: [ids[0]], more: true });
    assert.deepEqual(await list(`?limit=2&after=${ids[0]}`), { ids: ids.slice(1), more: false });
    assert.deepEqual(await list('?metadata[tag]=a'), { ids: [ids[0], ids[2]], more: false });
    assert.deepEqual(await list('?metadata=null'), { ids: [], more: false });
  });

  const refusals: [string, object, { status?: number; code: string; param: string }][] = [
    ['a model that is not there', { model: 'gpt-9' }, { code: 'model_not_available', param: 'model' }],
    [
      'a file that is not there',
      { training_file: 'file-none' },
      { code: 'invalid_file_id', param: 'training_file' },
    ],
    [
      'too many epochs',
      { hyperparameters: { n_epochs: 51 } },
      { code: 'invalid_value', param: 'hyperparameters.n_epochs' },
    ],
    ['a long suffix', { suffix: 'x'.repeat(65) }, { code: 'invalid_value', param: 'suffix' }],
    ['an unknown parameter', { epochs: 3 }, { code: 'unknown_parameter', param: 'epochs' }],
    [
      'reinforcement without validation',
      { method: { type: 'reinforcement', reinforcement: { grader: {} } } },
      { code: 'missing_required_parameter', param: 'validation_file' },
    ],
  ];
  for (const [what, body, expected] of refusals) {
    it(`refuse ${what}`, async () => {
      const sandbox = new TestSandbox();
      const training_file = await sandbox.upload(TRAINING);
      const error = await sandbox.fails(expected.status ?? 400, 'POST', '/fine_tuning/jobs', {
        model: 'sandbox-base',
        training_file,
        ...body,
      });
      assert.deepEqual(
        { code: error.code, param: error.param },
        { code: expected.code, param: expected.param },
      );
    });
  }

  it('refuse graders that need a model or Python, and formulas that name no grader', async () => {
    const sandbox = new TestSandbox();
    const training_file = await sandbox.upload(TRAINING);
    const create = (grader: object) =>
      sandbox.fails(400, 'POST', '/fine_tuning/jobs', {
        model: 'sandbox-base',
        training_file,
        validation_file: training_file,
        method: { type: 'reinforcement', reinforcement: { grader } },
      });
    assert.equal((await create({ type: 'python', source: '' })).code, 'unsupported_grader');
    const check = { type: 'string_check', name: 'a', input: '', reference: '', operation: 'eq' };
    const multi = { type: 'multi', name: 'm', graders: { a: check }, calculate_output: 'a + b' };
    assert.equal((await create(multi)).param, 'method.reinforcement.grader.calculate_output');
  });
});

describe('sandbox: jobs that are interrupted', () => {
  /** The model of a job that nobody disturbed. */
  async function undisturbed(): Promise<Uint8Array> {
    const store = memoryStore();
    const sandbox = new TestSandbox({ store });
    const model = await sandbox.tune(TRAINING, { hyperparameters: SMALL });
    return (await store.read(`models/${model}/model`))!;
  }

  it('pause and resume without a trace in the model', async () => {
    const { train, halted, go } = haltingTrainer(3);
    const store = memoryStore();
    const sandbox = new TestSandbox({ store, train });
    const id = await sandbox.createJob(TRAINING, { seed: 1, hyperparameters: SMALL });
    await halted;
    assert.equal((await sandbox.job(id)).status, 'running');
    assert.equal((await sandbox.ok('POST', `/fine_tuning/jobs/${id}/pause`)).status, 'paused');
    await sandbox.sandbox.idle();
    assert.equal((await sandbox.job(id)).status, 'paused');
    await sandbox.fails(400, 'POST', `/fine_tuning/jobs/${id}/pause`);
    go();
    await sandbox.ok('POST', `/fine_tuning/jobs/${id}/resume`);
    await sandbox.sandbox.idle();
    const job = await sandbox.job(id);
    assert.equal(job.status, 'succeeded');
    assert.deepEqual(await store.read(`models/${job.fine_tuned_model}/model`), await undisturbed());
    const events = (await sandbox.ok('GET', `/fine_tuning/jobs/${id}/events?limit=100`)).data;
    const steps = events
      .filter((event: Json) => event.type === 'metrics')
      .map((event: Json) => event.data.step);
    assert.deepEqual(
      steps,
      Array.from({ length: 20 }, (_, index) => 20 - index),
    );
  });

  it('are cancelled at once and stay so', async () => {
    const { train, halted } = haltingTrainer(2);
    const sandbox = new TestSandbox({ train });
    const id = await sandbox.createJob(TRAINING, { hyperparameters: SMALL });
    await halted;
    assert.equal((await sandbox.ok('POST', `/fine_tuning/jobs/${id}/cancel`)).status, 'cancelled');
    await sandbox.sandbox.idle();
    const job = await sandbox.job(id);
    assert.deepEqual([job.status, job.fine_tuned_model], ['cancelled', null]);
    for (const action of ['cancel', 'pause', 'resume'])
      await sandbox.fails(400, 'POST', `/fine_tuning/jobs/${id}/${action}`);
  });

  it('go on where a closed sandbox stopped', async () => {
    const store = memoryStore();
    const { train, halted } = haltingTrainer(3);
    const first = new TestSandbox({ store, train });
    const id = await first.createJob(TRAINING, { seed: 1, hyperparameters: SMALL });
    await halted;
    await first.sandbox.close();
    const second = new TestSandbox({ store });
    await second.sandbox.start();
    await second.sandbox.idle();
    const job = await second.job(id);
    assert.equal(job.status, 'succeeded');
    assert.deepEqual(await store.read(`models/${job.fine_tuned_model}/model`), await undisturbed());
  });

  it('go on from the last checkpoint when the process died, after its claim has ended', async () => {
    const store = memoryStore();
    const clock = new FakeClock();
    const { train, halted } = haltingTrainer(13);
    const dead = new TestSandbox({ store, clock, train });
    const id = await dead.createJob(TRAINING, { seed: 1, hyperparameters: SMALL });
    await halted;
    // The first sandbox never comes back: its trainer stands still for ever, and its heartbeat is not woken.
    const living = new TestSandbox({ store, clock: new FakeClock(), random: seededRandom(7) });
    await living.sandbox.start();
    await living.sandbox.idle();
    assert.equal((await living.job(id)).status, 'running');
    living.clock.advance(11_000);
    await living.job(id);
    await living.sandbox.idle();
    const job = await living.job(id);
    assert.equal(job.status, 'succeeded');
    assert.deepEqual(await store.read(`models/${job.fine_tuned_model}/model`), await undisturbed());
    const { data } = await living.ok('GET', `/fine_tuning/jobs/${id}/events?limit=100`);
    assert.ok(data.some((event: Json) => /after step 10\b/.test(event.message)));
  });

  it('survive a store that fails in between', async () => {
    const store = memoryStore();
    let writes = 0;
    const failing = new TestSandbox({
      store: {
        ...store,
        append: async (key, addition) => {
          writes += 1;
          if (writes === 12) throw new Error('the disk is full');
          await store.append(key, addition);
        },
      },
    });
    const id = await failing.createJob(TRAINING, { seed: 1, hyperparameters: SMALL });
    await failing.sandbox.idle();
    assert.equal((await failing.job(id)).status, 'running');
    await failing.sandbox.idle();
    const job = await failing.job(id);
    assert.equal(job.status, 'succeeded');
    assert.deepEqual(await store.read(`models/${job.fine_tuned_model}/model`), await undisturbed());
  });

  it('are removed with their checkpoints, but not their model', async () => {
    const sandbox = new TestSandbox();
    const model = await sandbox.tune(TRAINING, { hyperparameters: SMALL });
    const [{ id }] = (await sandbox.ok('GET', '/fine_tuning/jobs')).data;
    assert.equal((await sandbox.ok('DELETE', `/fine_tuning/jobs/${id}`)).deleted, true);
    await sandbox.fails(404, 'GET', `/fine_tuning/jobs/${id}`);
    await sandbox.fails(404, 'GET', `/models/${model}:ckpt-step-20`);
    await sandbox.ok('GET', `/models/${model}`);
  });
});
