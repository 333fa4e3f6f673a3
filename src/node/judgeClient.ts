import type { Judgeable, Judged, JudgedWith } from '../core/evaluate/compare/judgeComparison.ts';
import type { ResultLine, Results } from '../core/evaluate/results/readResults.ts';
import type { JudgeContract } from '../protocol/judge.ts';
import { WorkerClient } from './workerClient.ts';

/** Judges comparisons in a worker, since that takes seconds for many answers. It tells the worker only what is new. */
export class JudgeClient {
  readonly #worker: WorkerClient<JudgeContract>;
  readonly #told = new Map<string, { comparison: Judgeable; lines: WeakSet<object> }>();

  /** @param file the bundled entry of the worker */
  constructor(file: string) {
    // A new worker knows nothing.
    this.#worker = new WorkerClient(file, () => this.#told.clear());
  }

  /** What may be concluded from the answers that are there. Rejects with a `Problem` when the worker dies. */
  async judge(key: string, comparison: Judgeable, results: Results, known: JudgedWith): Promise<Judged> {
    const told = this.#told.get(key);
    const isKnown = told?.comparison === comparison;
    const seen = isKnown ? told.lines : new WeakSet<object>();
    const lines = newLines(results, seen);
    this.#told.set(key, { comparison, lines: seen });
    const question = { key, lines, known, ...(!isKnown && { comparison }) };
    const judged = await this.#worker.call('judge', question);
    if (judged) return judged;
    this.#told.delete(key);
    return this.judge(key, comparison, results, known);
  }

  forget(key: string): void {
    if (this.#told.delete(key)) void this.#worker.call('forget', { key }).catch(() => {});
  }

  dispose(): void {
    this.#worker.dispose();
  }
}

/** Results that were not told yet; they are noted as told. An answer that replaced another is a new object. */
function newLines({ cells, judgements }: Results, told: WeakSet<object>): ResultLine[] {
  const lines: ResultLine[] = [];
  for (const cell of cells.values()) {
    if (!told.has(cell)) lines.push({ type: 'cell', ...cell });
    told.add(cell);
  }
  for (const judgement of judgements.values()) {
    if (!told.has(judgement)) lines.push({ type: 'judgement', ...judgement });
    told.add(judgement);
  }
  return lines;
}
