import type { TrainProgress, TrainTask } from '../core/sandbox/learner/train.ts';

/** What the training worker answers. It runs one task at a time. */
export type TrainContract = {
  requests: {
    /** Answered when the run has told `finished`, `paused` or `died`. Cancelling the request gives the run up. */
    train: { params: TrainTask; result: undefined; progress: TrainProgress };
    /** Ends the run that goes on with `paused`; does nothing without one. */
    pause: { params: undefined; result: undefined };
  };
  events: Record<string, never>;
};
