import type { Case } from '../core/evaluate/case.ts';
import type { Judgeable, Judged } from '../core/evaluate/compare/judgeComparison.ts';
import type { ResultLine, Results } from '../core/evaluate/results/readResults.ts';
import type { Score } from '../core/evaluate/results/score.ts';
import type { Leak } from '../core/evaluate/training/leaks.ts';
import type { TrainingText } from '../core/evaluate/training/loadTraining.ts';
import type { LikelyReason } from '../core/evaluate/training/whySaid.ts';
import type { JudgeContract, JudgeQuestion } from '../protocol/judge.ts';
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
  async judge(
    key: string,
    comparison: Judgeable,
    results: Results,
    { training, ...known }: JudgeQuestion['known'] & { training: ReadonlyMap<string, TrainingText> },
  ): Promise<Judged> {
    const told = this.#told.get(key);
    const isKnown = told?.comparison === comparison;
    const seen = isKnown ? told.lines : new WeakSet<object>();
    const lines = newLines(results, seen);
    this.#told.set(key, { comparison, lines: seen });
    const paths = new Map([...training].map(([variant, { path }]) => [variant, path]));
    const question = { key, lines, known, training: paths, ...(!isKnown && { comparison }) };
    const judged = await this.#worker.call('judge', question);
    const scores = judged && (await this.#scores(key, judged.scores));
    if (scores) return { ...judged, scores };
    this.#told.delete(key);
    for (const one of new Set(training.values())) await this.examine(key, one, comparison.cases);
    return this.judge(key, comparison, results, { training, ...known });
  }

  /** Piece by piece, so that who receives them is never kept for long; undefined when the worker was started anew. */
  async #scores(key: string, total: number): Promise<Score[] | undefined> {
    const scores: Score[] = [];
    while (scores.length < total) {
      const piece = await this.#worker.call('scores', { key, from: scores.length, count: PIECE });
      if (!piece?.length) return undefined;
      for (const score of piece) scores.push(score);
    }
    return scores;
  }

  /** The cases that stand in a training file, by their ids. */
  examine(
    key: string,
    { path, text }: TrainingText,
    cases: readonly Case[],
  ): Promise<ReadonlyMap<string, Leak>> {
    return this.#worker.call('examine', { key, path, text, cases });
  }

  /** The examples of a training file that are most like a question and an answer. */
  async why(
    key: string,
    training: TrainingText,
    one: Case,
    output: string,
    cases: readonly Case[],
  ): Promise<LikelyReason[]> {
    const { messages, values } = one;
    const asked = { values, ...(messages && { messages }) };
    const question = { key, path: training.path, one: asked, output };
    const known = await this.#worker.call('why', question);
    if (known) return known;
    await this.examine(key, training, cases);
    return (await this.#worker.call('why', question)) ?? [];
  }

  forget(key: string): void {
    if (this.#told.delete(key)) void this.#worker.call('forget', { key }).catch(() => {});
  }

  dispose(): void {
    this.#worker.dispose();
  }
}

/** So many scores arrive in a few milliseconds. */
const PIECE = 4000;

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
