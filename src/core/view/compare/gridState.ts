import type { Case } from '../../evaluate/case.ts';
import type { Judged } from '../../evaluate/compare/judgeComparison.ts';
import type { Feedback } from '../../evaluate/feedback/feedback.ts';
import { type Cell, cellId } from '../../evaluate/results/cell.ts';
import type { Results } from '../../evaluate/results/readResults.ts';
import type { Score } from '../../evaluate/results/score.ts';
import type { Leak } from '../../evaluate/training/leaks.ts';
import { hash53 } from '../../util/hash53.ts';
import { seededRandom, shuffledIndices } from '../../util/seededRandom.ts';

/** What a grid is drawn from. */
export interface GridState {
  cases: readonly Case[];
  variants: readonly { name: string; model: string; connection: string }[];
  repetitions: number;
  results: Results;
  /** Absent until the answers were judged. */
  judged: Judged | undefined;
  feedback: readonly Feedback[];
  /** Leaks by variant, then by case. */
  leaks: ReadonlyMap<string, ReadonlyMap<string, Leak>>;
  /** Whether names are hidden. */
  hidden: boolean;
  /** Whether answers are being asked for. */
  isRunning?: boolean;
  seed: number;
  /** What has arrived of answers that are on their way, by `cellId`. */
  arriving: ReadonlyMap<string, string>;
  /** What servers said of those that they refused for now, by `cellId`. */
  refused?: ReadonlyMap<string, string>;
}

/** So many scores are sorted in a few milliseconds. */
const PIECE = 4000;

/** What is looked up for every row; made once for each judging. */
export class GridIndex {
  readonly #scores = new Map<string, Score[]>();
  readonly #feedback = new Map<string, Feedback[]>();

  constructor({ judged, feedback }: Pick<GridState, 'judged' | 'feedback'>) {
    for (const score of judged?.scores ?? []) push(this.#scores, cellId(score), score);
    for (const one of feedback) push(this.#feedback, one.case, one);
  }

  /** The same for many scores, piece by piece: `rest` is waited for in between. */
  static async gradually(
    { judged, feedback }: Pick<GridState, 'judged' | 'feedback'>,
    rest: () => Promise<void>,
  ): Promise<GridIndex> {
    const index = new GridIndex({ judged: undefined, feedback });
    const scores = judged?.scores ?? [];
    for (const [place, score] of scores.entries()) {
      if (place > 0 && place % PIECE === 0) await rest();
      push(index.#scores, cellId(score), score);
    }
    return index;
  }

  scores(cell: Parameters<typeof cellId>[0]): readonly Score[] {
    return this.#scores.get(cellId(cell)) ?? [];
  }

  feedback(caseId: string): readonly Feedback[] {
    return this.#feedback.get(caseId) ?? [];
  }
}

/**
 * Which variant stands in which column of a row, by their places in the comparison. While names are hidden every row has
 * an order of its own, so that a column says nothing.
 */
export function slotsOf({ variants, hidden, seed }: GridState, caseId: string): number[] {
  const order = variants.map((_, index) => index);
  if (!hidden) return order;
  const random = seededRandom(hash53(`${seed}\n${caseId}`) >>> 0);
  return [...shuffledIndices(order.length, random)];
}

/** The answer that is there; undefined where there is none. */
export function cellAt(
  { results, variants }: GridState,
  caseId: string,
  variant: number,
  repetition: number,
): Cell | undefined {
  return results.cells.get(cellId({ case: caseId, variant: variants[variant]!.name, repetition }));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
