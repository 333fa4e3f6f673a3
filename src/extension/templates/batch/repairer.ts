import type { RejectedLine } from '../../../core/batch/answerLines.ts';
import { faultsBeside, type Repair, readRepair, repairMessages } from '../../../core/batch/repair.ts';
import { type Asked, ask } from '../../../core/run/ask.ts';
import type { RunResult } from '../../../core/run/runResult.ts';
import { reserveRun, settleRun } from '../../../core/run/spendRun.ts';
import { Problem } from '../../../core/util/problem.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { refuseRestricted } from '../../refuseRestricted.ts';
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

  /** What it costs is entered in the ledger. Throws a `Problem` when the month's cap leaves no room for it. */
  async repair(line: RejectedLine): Promise<Repair> {
    refuseRestricted('A repair sends lines of the workspace to a model');
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
      const plan = {
        id: crypto.randomUUID(),
        connection,
        model,
        request: { model, messages, temperature: 0 },
      };
      const spending = services.ledgers.of(uri);
      await reserveRun(plan, spending, systemClock);
      const asked = await ask(provider, request, { clock: systemClock, signal });
      await settleRun(plan, asked.failed ? undefined : spentOn(asked), spending, systemClock);
      if (asked.problem) throw new Problem(asked.problem);
      return readRepair(asked.chat.choices[0]?.text ?? '', good, settings);
    });
  }

  /** Tells what is wrong with a line that somebody types. */
  async checker(): Promise<(line: string) => string[]> {
    const good = await this.#file.good();
    const settings = await this.#parts.services.settings.of(this.#file.dataset);
    return line => faultsBeside(line, good, settings);
  }
}

function spentOn({ chat: { usage }, price }: Asked): Pick<RunResult, 'usage' | 'price'> {
  return { ...(usage && { usage }), ...(price !== undefined && { price }) };
}

/** No template says which connection to take. */
const NO_FILE = {} as Parameters<typeof connectionFor>[0]['file'];
