import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from 'esbuild';
import type { TrainProgress } from '../../../../src/core/sandbox/learner/train.ts';
import { workerTrainer } from '../../../../src/node/sandbox/workerTrainer.ts';
import { taskOf, trainOut } from '../../../core/sandbox/learner/support.ts';
import { chatFile, reviews } from '../../../core/sandbox/support/datasets.ts';
import { fromRoot } from '../../../support/root.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

describe('sandbox: training in a worker', function () {
  this.timeout(180_000);

  const withWorker = (test: (file: string) => Promise<void>): Promise<void> =>
    withFolder({}, async folder => {
      const outfile = path.join(folder, 'trainWorker.cjs');
      const entryPoints = [fromRoot('src/worker/train.ts')];
      await build({
        entryPoints,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        outfile,
        logLevel: 'silent',
      });
      await test(outfile);
    });

  const task = taskOf({
    training: chatFile(reviews(300, 1)),
    hyperparameters: { n_epochs: 3, batch_size: 2 },
  });
  const never = new AbortController().signal;

  it('gives the same model as on this thread', () =>
    withWorker(async file => {
      const told: TrainProgress[] = [];
      await workerTrainer(file)(task, progress => told.push(progress), { cancel: never, pause: never });
      const last = told.at(-1)!;
      assert.ok(last.kind === 'finished');
      assert.deepEqual(Buffer.from(last.model), Buffer.from(trainOut(task).model));
      assert.ok(told.every(progress => progress.kind !== 'working'));
    }));

  it('pauses between two steps', () =>
    withWorker(async file => {
      const pause = new AbortController();
      const told: TrainProgress[] = [];
      const listen = (progress: TrainProgress): void => {
        told.push(progress);
        if (progress.kind === 'metrics') pause.abort();
      };
      await workerTrainer(file)(task, listen, { cancel: never, pause: pause.signal });
      const last = told.at(-1)!;
      assert.ok(last.kind === 'paused' && last.step > 0 && last.step < 450);
      const rest = trainOut({ ...task, resume: { model: last.model, step: last.step } });
      assert.deepEqual(Buffer.from(rest.model), Buffer.from(trainOut(task).model));
    }));

  it('stops at once when it is cancelled', () =>
    withWorker(async file => {
      const cancel = new AbortController();
      const run = workerTrainer(file)(task, () => cancel.abort(), { cancel: cancel.signal, pause: never });
      await assert.rejects(run, { name: 'Problem', code: 'cancelled' });
    }));
});
