import type { Score } from '../../evaluate/results/score.ts';
import { caseOfVariant } from '../../evaluate/verdict/flaky.ts';
import type { GridFilter, GridQuery } from './compareView.ts';
import { questionOf } from './gridRow.ts';
import { cellAt, type GridIndex, type GridState, slotsOf } from './gridState.ts';

/** The cases that a page wants to see, by their places in the comparison, in the order that it wants. */
export function orderCases(state: GridState, index: GridIndex, query: GridQuery): number[] {
  const places = state.cases
    .map((_, place) => place)
    .filter(place => passes(state, index, place, query.filter) && holds(state, place, query.text));
  if (query.sort === 'order') return places;
  const keys = new Map(places.map(place => [place, sortKey(state, index, place, query)]));
  const direction = query.sort === 'worst' ? 1 : -1;
  // What has no score comes last, whichever way is sorted.
  return places.sort((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined) || a - b;
    return direction * (one - other) || a - b;
  });
}

function passes(state: GridState, index: GridIndex, place: number, filter: GridFilter): boolean {
  const { id } = state.cases[place]!;
  if (filter === 'all') return true;
  if (filter === 'unjudged') return index.feedback(id).length === 0;
  if (filter === 'seen') return [...state.leaks.values()].some(found => found.has(id));
  const cells = cellsOf(state, id);
  if (filter === 'trouble')
    return cells.some(({ cell }) => cell.problem || cell.wrongModel || cell.truncated);
  if (filter === 'differ') return new Set(cells.map(({ cell }) => cell.output.trim())).size > 1;
  if (filter === 'flaky') {
    const flaky = state.judged?.flaky;
    return state.variants.some(({ name }) => {
      const key = caseOfVariant({ case: id, variant: name });
      return flaky?.answers.has(key) === true || flaky?.passes.has(key) === true;
    });
  }
  const scores = cells.map(({ cell }) => index.scores(cell));
  if (filter === 'fails') return scores.some(list => list.some(({ passed }) => passed === false));
  return scores.some(disagree);
}

/** Some grader passes the answer and another does not. */
function disagree(scores: readonly Score[]): boolean {
  const passed = scores.map(score => score.passed);
  return passed.includes(true) && passed.includes(false);
}

function holds(state: GridState, place: number, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const one = state.cases[place]!;
  const all = [
    one.title,
    questionOf(one),
    one.reference ?? '',
    ...cellsOf(state, one.id).map(({ cell }) => cell.output),
  ]
    .join('\n')
    .toLowerCase();
  return words.every(word => all.includes(word));
}

function cellsOf(state: GridState, id: string) {
  return state.variants.flatMap((_, variant) =>
    Array.from({ length: state.repetitions }, (_, repetition) => {
      const cell = cellAt(state, id, variant, repetition);
      return cell ? [{ variant, cell }] : [];
    }).flat(),
  );
}

/** The mean score of a column, or of all; for `spread` the difference between the best and the worst column. */
function sortKey(state: GridState, index: GridIndex, place: number, query: GridQuery): number | undefined {
  const { id } = state.cases[place]!;
  const slots = slotsOf(state, id);
  const wanted = query.slot === undefined ? undefined : slots[query.slot];
  const means = state.variants.flatMap((_, variant) => {
    if (query.sort !== 'spread' && wanted !== undefined && wanted !== variant) return [];
    const values = Array.from({ length: state.repetitions }, (_, repetition) =>
      cellAt(state, id, variant, repetition),
    ).flatMap(cell => (cell ? scoresBy(index.scores(cell), query.grader) : []));
    return values.length === 0 ? [] : [values.reduce((sum, one) => sum + one, 0) / values.length];
  });
  if (means.length === 0) return undefined;
  if (query.sort === 'spread') return Math.max(...means) - Math.min(...means);
  return means.reduce((sum, one) => sum + one, 0) / means.length;
}

function scoresBy(scores: readonly Score[], grader: string | undefined): number[] {
  return scores.flatMap(score => {
    if (grader !== undefined && score.grader !== grader) return [];
    return score.value === undefined ? [] : [score.value];
  });
}
