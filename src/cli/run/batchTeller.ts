import type { PlanProgress } from '../../core/run/plan.ts';
import { count } from '../../core/text/count.ts';
import { progressLine } from '../../core/view/batchProgress.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';

/** Says on standard error how far a batch is: on a terminal on one line, elsewhere only when a server asks to wait. */
export class BatchTeller {
  readonly #io: Io;
  #shown = '';
  /** Ends of the pauses that were told. */
  readonly #told = new Set<number>();

  constructor(io: Io) {
    this.#io = io;
  }

  progress(progress: PlanProgress): void {
    if (this.#io.stderr.isTTY) {
      const line = progressLine(progress, systemClock.now());
      if (line === this.#shown) return;
      this.#shown = line;
      void this.#io.stderr.write(`\r${neutral(line)}\u001b[K`).catch(() => {});
      return;
    }
    for (const { until, problem } of progress.pauses) {
      if (this.#told.has(until)) continue;
      this.#told.add(until);
      const seconds = Math.ceil((until - systemClock.now()) / 1000);
      void this.#io.stderr.write(`${neutral(`${problem.message} Waiting ${seconds} s.`)}\n`).catch(() => {});
    }
  }

  async skipped(lines: readonly number[]): Promise<void> {
    if (lines.length === 0) return;
    const what = `${count(lines.length, 'line')} of the journal could not be read (${lines.slice(0, 5).join(', ')})`;
    await this.#io.stderr.write(`${what}; what they held is asked again.\n`);
  }

  async end(): Promise<void> {
    if (this.#shown !== '') await this.#io.stderr.write('\r\u001b[K');
    this.#shown = '';
  }
}
