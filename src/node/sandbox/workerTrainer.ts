import type { Trainer } from '../../core/sandbox/jobs/trainer.ts';
import type { TrainContract } from '../../protocol/train.ts';
import { WorkerClient } from '../workerClient.ts';

/**
 * A trainer in a worker thread of its own, started for each run and ended with it. `file` is the bundled worker.
 * A run whose worker dies rejects with a `Problem`.
 */
export function workerTrainer(file: string): Trainer {
  return async (task, listen, { cancel, pause }) => {
    const worker = new WorkerClient<TrainContract>(file);
    const onPause = (): void => {
      worker.call('pause', undefined).catch(() => {});
    };
    try {
      const run = worker.call('train', task, { signal: cancel, onProgress: listen });
      if (pause.aborted) onPause();
      pause.addEventListener('abort', onPause, { once: true });
      await run;
    } finally {
      pause.removeEventListener('abort', onPause);
      worker.dispose();
    }
  };
}
