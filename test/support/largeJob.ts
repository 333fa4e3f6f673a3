import type { Job } from '../../src/core/jobs/job.ts';
import { adoptedJob } from '../../src/core/jobs/newJob.ts';
import type { JobEvent } from '../../src/core/provider/fineTuning.ts';
import { noTraining } from '../../src/core/provider/provider.ts';

/** A running job with so many checkpoints, on a connection that is not there: nobody asks about it. */
export function largeJob(name: string, checkpoints: number): Job {
  const connection = { id: 'nowhere', kind: 'openai', name: 'Nowhere' } as const;
  const ref = { connectionId: connection.id, jobId: `ftjob-${name}` };
  const snapshot = { ref, state: 'running', rawStatus: 'running', recognised: true, suffix: name } as const;
  const job = adoptedJob(snapshot, connection, noTraining, Date.now());
  return {
    ...job,
    checkpoints: Array.from({ length: checkpoints }, (_, index) => ({
      id: `ckpt-${index}`,
      step: (index + 1) * 40,
      model: `ft:base:${name}:ckpt-${index}`,
      values: { full_valid_loss: loss(index * 40) },
    })),
  };
}

/** Measurements of the steps from `first` to `end` without it. */
export function measurements(first: number, end: number): JobEvent[] {
  return Array.from({ length: end - first }, (_, index) => {
    const step = first + index;
    return {
      id: `ftevent-${step}`,
      at: Date.UTC(2026, 0, 1) + step * 1000,
      level: 'info',
      message: `Step ${step}: training loss=${loss(step).toFixed(4)}`,
      metrics: {
        step,
        totalSteps: 4000,
        values: { train_loss: loss(step), train_mean_token_accuracy: 1 - loss(step) / 4 },
      },
    };
  });
}

function loss(step: number): number {
  return 3 / (1 + step / 200) + 0.1 * Math.sin(step);
}
