import { inThreadTrainer } from '../core/sandbox/jobs/trainer.ts';
import { systemClock } from '../node/systemClock.ts';
import { Channel } from '../protocol/channel.ts';
import type { NoContract } from '../protocol/lint.ts';
import type { TrainContract } from '../protocol/train.ts';
import { parentThread } from './port.ts';

const train = inThreadTrainer(systemClock);
let pausing = new AbortController();

// Between two pieces of work the thread hears whether it shall pause or stop.
new Channel<TrainContract, NoContract>(parentThread(), {
  async train(task, { signal, progress }) {
    pausing = new AbortController();
    await train(task, progress, { cancel: signal, pause: pausing.signal });
    return undefined;
  },
  pause() {
    pausing.abort();
    return undefined;
  },
});
