import type { Clock } from '../../util/clock.ts';
import { type TrainProgress, type TrainTask, trainModel } from '../learner/train.ts';

/** How a run is stopped from outside. */
export interface TrainControl {
  /** Gives the run up: nothing more is told. */
  cancel: AbortSignal;
  /** Ends the run between two steps with `paused`, so that it can go on later. */
  pause: AbortSignal;
}

/**
 * Runs training tasks, here or in a worker. Tells everything but `working` through `listen`, in order; resolves after
 * `finished`, `paused` or `died`; rejects when it is cancelled.
 */
export type Trainer = (
  task: TrainTask,
  listen: (progress: TrainProgress) => void,
  control: TrainControl,
) => Promise<void>;

/** A trainer on the thread of its caller, which it gives back every few milliseconds. */
export function inThreadTrainer(clock: Clock): Trainer {
  return async (task, listen, { cancel, pause }) => {
    let since = clock.now();
    for (const progress of trainModel(task, () => pause.aborted)) {
      cancel.throwIfAborted();
      if (progress.kind !== 'working') listen(progress);
      if (clock.now() - since < SLICE && progress.kind !== 'checkpoint') continue;
      await clock.sleep(0, cancel);
      since = clock.now();
    }
  };
}

/** Longest time in milliseconds for which the thread is kept. */
const SLICE = 8;
