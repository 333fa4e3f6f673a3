import { inThreadTrainer } from '../../src/core/sandbox/jobs/trainer.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { taskOf } from '../core/sandbox/learner/support.ts';
import * as data from '../core/sandbox/support/datasets.ts';

/**
 * The sandbox's learner on 5,000 examples in 3 epochs. It promises less than 20 s of one core, in pieces under 50 ms,
 * so that a thread that it shares stays responsive.
 */
export async function measure(): Promise<string[]> {
  const training = data.chatFile(data.helpdesk(5000, 1));
  const pieces: number[] = [];
  let since = performance.now();
  // The pieces in which the thread is taken, as the trainer cuts them.
  const clock = {
    now: () => systemClock.now(),
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      pieces.push(performance.now() - since);
      await systemClock.sleep(milliseconds, signal);
      since = performance.now();
    },
  };
  const started = process.cpuUsage();
  await inThreadTrainer(clock)(taskOf({ training, hyperparameters: { n_epochs: 3 } }), () => {}, {
    cancel: new AbortController().signal,
    pause: new AbortController().signal,
  });
  const seconds = process.cpuUsage(started).user / 1e6;
  pieces.sort((left, right) => right - left);
  return [
    `5,000 examples in 3 epochs: ${seconds.toFixed(1)} s of one core`,
    `the longest pieces: ${pieces.slice(0, 5).map(Math.round).join(', ')} ms`,
  ];
}
