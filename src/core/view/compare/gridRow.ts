import { textOfMessages } from '../../evaluate/compare/textOfMessages.ts';
import type { Case } from '../../evaluate/case.ts';
import type { Feedback } from '../../evaluate/feedback/feedback.ts';
import { cellId } from '../../evaluate/results/cell.ts';
import type { Cell } from '../../evaluate/results/cell.ts';
import type { Score } from '../../evaluate/results/score.ts';
import { caseOfVariant } from '../../evaluate/verdict/flaky.ts';
import { dollars } from '../connectionRows.ts';
import type { GridCell, GridRow, GridScore } from './compareView.ts';
import { cellAt, type GridIndex, type GridState, slotsOf } from './gridState.ts';

/** One case as the page draws it. */
export function gridRow(state: GridState, index: GridIndex, place: number): GridRow {
  const one = state.cases[place]!;
  const slots = slotsOf(state, one.id);
  const said = index.feedback(one.id);
  const drawn = slots.flatMap((variant, slot) =>
    Array.from({ length: state.repetitions }, (_, repetition) =>
      gridCell(state, index, one, variant, slot, repetition, said),
    ),
  );
  const cells = state.hidden ? shownTogether(drawn, state.isRunning === true) : drawn;
  const seen = seenIn(state, one.id);
  const ideal = said.findLast(({ kind }) => kind === 'ideal')?.ideal;
  const better = betterOf(state, slots, said);
  return {
    id: one.id,
    number: place + 1,
    title: one.title,
    question: questionOf(one),
    ...(one.reference !== undefined && { reference: one.reference }),
    ...(ideal !== undefined && { ideal }),
    ...(seen && { seen }),
    cells,
    ...(better && { better }),
    hasOrigin: one.from.file !== undefined,
  };
}

/** In a blind comparison the answers to a case appear together: which comes first could tell which variant it is. */
function shownTogether(cells: GridCell[], isRunning: boolean): GridCell[] {
  const isWhole = cells.every(({ state }) => state === 'done');
  if (!isRunning || isWhole || cells.every(({ state }) => state === 'missing')) return cells;
  return cells.map(({ slot, repetition }) => ({
    ...{ slot, repetition, state: 'running' as const, output: '', facts: [], scores: [] },
  }));
}

/** What is asked: the user's words of a conversation, or the values that fill a template. */
export function questionOf({ messages, values, reference }: Case): string {
  if (messages) return textOfMessages(messages, 'user');
  const all = Object.entries(values);
  // The column of the wanted answer is no part of the question.
  const asked = all.filter(([, value]) => value !== reference);
  const entries = asked.length > 0 ? asked : all;
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const [only] = entries;
  return entries.length === 1 && only
    ? text(only[1])
    : entries.map(([name, value]) => `${name}: ${text(value)}`).join('\n');
}

function gridCell(
  state: GridState,
  index: GridIndex,
  one: Case,
  variant: number,
  slot: number,
  repetition: number,
  said: readonly Feedback[],
): GridCell {
  const { name } = state.variants[variant]!;
  const key = { case: one.id, variant: name, repetition };
  const cell = cellAt(state, one.id, variant, repetition);
  const arriving = state.arriving.get(cellId(key));
  if (arriving !== undefined || !cell) {
    const isRunning = arriving !== undefined;
    const refused = state.refused?.get(cellId(key));
    return {
      slot,
      repetition,
      state: isRunning ? 'running' : 'missing',
      output: arriving ?? '',
      facts: [],
      scores: [],
      ...(refused !== undefined && { refused: state.hidden ? REFUSED : refused }),
    };
  }
  const own = said.filter(({ answer }) => answer?.variant === name && answer.output === cell.output);
  const thumb = own.findLast(({ kind }) => kind === 'thumb')?.thumb;
  const comment = own.findLast(({ kind }) => kind === 'comment')?.comment;
  const flaky = flakyOf(state, key);
  return {
    slot,
    repetition,
    state: 'done',
    output: cell.output,
    ...(cell.reasoning && { reasoning: cell.reasoning }),
    ...(cell.refusal && { refusal: cell.refusal }),
    ...(cell.toolCalls && {
      calls: cell.toolCalls.map(call => `${call.name}(${call.arguments})`).join('\n'),
    }),
    facts: state.hidden ? [] : factsOf(cell),
    ...(cell.wrongModel &&
      !state.hidden && { wrongModel: { asked: cell.asked, answered: cell.answered ?? '' } }),
    ...(cell.truncated && { truncated: true as const }),
    ...(cell.problem && { problem: problemOf(cell.problem, state.hidden) }),
    // What graders say could tell which variant it is.
    scores: state.hidden ? [] : index.scores(key).map(score => gridScore(score, state)),
    ...(thumb && { thumb }),
    ...(comment && { comment }),
    ...(flaky && { flaky }),
  };
}

const REFUSED = 'There are too many requests for now.';

/** What a server says when it refuses often names the model. */
function problemOf(
  { message, remedy }: NonNullable<Cell['problem']>,
  isHidden: boolean,
): NonNullable<GridCell['problem']> {
  return isHidden
    ? { message: 'There is no whole answer.', remedy: 'Reveal names to see why.' }
    : { message, remedy };
}

/** A score in a few words. */
export function gridScore(score: Score, { judged }: Pick<GridState, 'judged'>): GridScore {
  const { grader, value, passed, measured, label, reason, failure } = score;
  const isDoubtful = judged?.trust.some(one => one.grader === grader && !one.trusted);
  return {
    grader,
    text:
      failure !== undefined
        ? 'not judged'
        : (label ??
          (value === undefined
            ? amount(measured)
            : passed !== undefined && (value === 0 || value === 1)
              ? passed
                ? 'yes'
                : 'no'
              : amount(value))),
    ...(passed !== undefined && { passed }),
    ...((failure ?? reason) !== undefined && { reason: failure ?? reason }),
    ...(isDoubtful && { doubtful: true }),
  };
}

function amount(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(3)));
}

function factsOf({ answered, asked, ms, usage, price, finish }: Cell): string[] {
  return [
    answered ?? asked,
    ...(ms === undefined ? [] : [ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`]),
    ...(usage?.completionTokens === undefined
      ? []
      : [`${usage.promptTokens ?? '?'} + ${usage.completionTokens} tokens`]),
    ...(price === undefined ? [] : [dollars(Number(price.toPrecision(3)))]),
    ...(finish === 'length' ? ['ended at its greatest length'] : []),
    ...(finish === 'content-filter' ? ['filtered'] : []),
  ];
}

function flakyOf(
  { judged, hidden }: GridState,
  key: { case: string; variant: string },
): GridCell['flaky'] | undefined {
  if (hidden || !judged) return undefined;
  const id = caseOfVariant(key);
  if (judged.flaky.passes.has(id)) return 'passes';
  return judged.flaky.answers.has(id) ? 'answers' : undefined;
}

function seenIn({ leaks }: GridState, caseId: string): GridRow['seen'] | undefined {
  const kinds = [...leaks.values()].flatMap(found => found.get(caseId)?.kind ?? []);
  return kinds.includes('exact') ? 'exact' : kinds[0];
}

function betterOf(
  { variants }: GridState,
  slots: readonly number[],
  said: readonly Feedback[],
): GridRow['better'] | undefined {
  const choice = said.findLast(({ kind }) => kind === 'choice');
  if (!choice?.left || !choice.right || !choice.better) return undefined;
  const slot = (name: string) => slots.findIndex(variant => variants[variant]?.name === name);
  const [left, right] = [slot(choice.left.variant), slot(choice.right.variant)];
  return left < 0 || right < 0 ? undefined : { left, right, better: choice.better };
}
