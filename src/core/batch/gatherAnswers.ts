import type { PlanEntry } from '../run/plan.ts';
import type { BatchAnswer } from './batchAnswer.ts';

/** The template that answers were asked with. */
export interface BatchOrigin {
  /** Path relative to the project, with `/`. */
  template: string;
  /** SHA-256 of the template with its files. */
  templateHash: string;
}

/** The last good answer of each item, in the order of the plan. */
export function finishedAnswers(
  ids: readonly string[],
  entries: readonly PlanEntry<BatchAnswer>[],
): { id: string; answer: BatchAnswer }[] {
  const last = new Map(entries.filter(({ problem }) => !problem).map(entry => [entry.id, entry.value]));
  return ids.flatMap(id => {
    const answer = last.get(id);
    return answer ? [{ id, answer }] : [];
  });
}

/** The lines of an answers file: one for each choice, with the values that it was asked with. */
export function* answerFileLines(
  answers: readonly { id: string; answer: BatchAnswer }[],
  origin: BatchOrigin,
): Generator<string> {
  for (const { id, answer } of answers) {
    const { values, outputs, model, usage, ms } = answer;
    for (const output of outputs) {
      const line = { from: id, inputs: values, output, model, ...(usage && { usage }), ms, ...origin };
      yield `${JSON.stringify(line)}\n`;
    }
  }
}
