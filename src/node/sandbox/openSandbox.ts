import { createHash } from 'node:crypto';
import { inThreadTrainer } from '../../core/sandbox/jobs/trainer.ts';
import { createSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import type { TrainingFileValidator } from '../../core/sandbox/validation.ts';
import { systemClock } from '../systemClock.ts';
import { fileStore } from './fileStore.ts';
import { randomNumber } from './randomNumber.ts';
import { workerTrainer } from './workerTrainer.ts';

/** A sandbox on this machine. */
export interface LocalSandboxOptions {
  /** Folder of its state; made when it is not there. */
  dir: string;
  validateTrainingFile: TrainingFileValidator;
  /** The bundled training worker; training runs on the caller's thread, in small pieces, when absent. */
  trainWorker?: string;
  /** The bearer token that requests must carry; none is asked for when absent. */
  token?: string;
}

/** Opens the sandbox whose state is in a folder, and takes up the jobs that were running in it. */
export async function openSandbox({ dir, trainWorker, ...options }: LocalSandboxOptions): Promise<Sandbox> {
  const sandbox = createSandbox({
    ...options,
    store: fileStore(dir),
    train: trainWorker === undefined ? inThreadTrainer(systemClock) : workerTrainer(trainWorker),
    clock: systemClock,
    random: randomNumber,
    rest: () => systemClock.sleep(0),
    md5: bytes => createHash('md5').update(bytes).digest('hex'),
  });
  await sandbox.start();
  return sandbox;
}
