import type { RejectedLine } from '../../../core/batch/answerLines.ts';
import { faultsBeside, type Repair, readRepair, repairMessages } from '../../../core/batch/repair.ts';
import { ask } from '../../../core/run/ask.ts';
import { Problem } from '../../../core/util/problem.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import { connectionFor, modelFor } from '../run/chooseTarget.ts';
import type { BatchParts } from './openBatch.ts';
import type { RejectedFile } from './rejectedFile.ts';

/** Lets a model repair lines. The user is asked which model the first time, and it is remembered for the file. */
export class Repairer {
  readonly #file: RejectedFile;
  readonly #parts: BatchParts;

  constructor(file: RejectedFile, parts: BatchParts) {
    this.#file = file;
    this.#parts = parts;
  }

  async repair(line: RejectedLine): Promise<Repair> {
    const { services } = this.#parts;
    const { uri, dataset } = this.#file;
    const connection = await connectionFor({ uri, file: NO_FILE }, services);
    const provider = await services.connections.provider(connection);
    const good = await this.#file.good();
    const settings = await services.settings.of(dataset);
    return withCancellableProgress('Repairing a line', async signal => {
      const { model } = await modelFor({ uri }, undefined, provider, services, signal);
      const messages = repairMessages(line, good);
      const request = { model, messages, parameters: { temperature: 0 } };
      const { chat, problem } = await ask(provider, request, { clock: systemClock, signal });
      if (problem) throw new Problem(problem);
      return readRepair(chat.choices[0]?.text ?? '', good, settings);
    });
  }

  /** Tells what is wrong with a line that somebody types. */
  async checker(): Promise<(line: string) => string[]> {
    const good = await this.#file.good();
    const settings = await this.#parts.services.settings.of(this.#file.dataset);
    return line => faultsBeside(line, good, settings);
  }
}

/** No template says which connection to take. */
const NO_FILE = {} as Parameters<typeof connectionFor>[0]['file'];
