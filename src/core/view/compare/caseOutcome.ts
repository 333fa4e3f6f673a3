import type { Case } from '../../evaluate/case.ts';
import { type GridIndex, type GridState, cellAt } from './gridState.ts';

/** How a case stands as a test: every variant must answer, and every grader that passes or fails must pass. */
export interface CaseOutcome {
  /** `missing`: some answer is not there yet. `errored`: there is no answer to judge, because of a failure. */
  state: 'passed' | 'failed' | 'errored' | 'missing';
  messages: CaseMessage[];
  /** Of the slowest answer, in milliseconds; absent where nothing was measured. */
  ms?: number;
}

export interface CaseMessage {
  text: string;
  /** Both or none: what was wanted and what was said, to be shown side by side. */
  expected?: string;
  actual?: string;
}

/** Texts in a message are cut to so many UTF-16 units: nobody reads more in a list. */
const MOST_TEXT = 200;

/** The outcome of a case over all its answers. */
export function caseOutcome(state: GridState, index: GridIndex, one: Case): CaseOutcome {
  const [failures, errors]: [CaseMessage[], CaseMessage[]] = [[], []];
  let missing = 0;
  const times: number[] = [];
  for (const [place, { name }] of state.variants.entries()) {
    for (let repetition = 0; repetition < state.repetitions; repetition++) {
      const cell = cellAt(state, one.id, place, repetition);
      if (!cell) {
        missing += 1;
        continue;
      }
      if (cell.ms !== undefined) times.push(cell.ms);
      const fault = cell.wrongModel
        ? `${cell.answered ?? 'another model'} answered instead of ${cell.asked}.`
        : (cell.problem?.message ?? (cell.truncated ? 'The answer was cut.' : undefined));
      if (fault !== undefined) {
        errors.push({ text: `${name}: ${fault}` });
        continue;
      }
      for (const { grader, passed, failure, reason } of index.scores(cell)) {
        if (failure !== undefined) errors.push({ text: `${name}: ${grader}: ${failure}` });
        if (passed !== false) continue;
        const why = reason === undefined ? '' : `: ${shortened(reason)}`;
        failures.push({
          text: `${name} fails ${grader}${why}`,
          ...(one.reference !== undefined && { expected: one.reference, actual: cell.output }),
        });
      }
    }
  }
  const outcome =
    failures.length > 0 ? 'failed' : errors.length > 0 ? 'errored' : missing > 0 ? 'missing' : 'passed';
  return {
    state: outcome,
    messages: [...failures, ...errors],
    ...(times.length > 0 && { ms: Math.max(...times) }),
  };
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
