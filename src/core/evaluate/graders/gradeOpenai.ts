import { textSimilarity } from '../similarity/similarity.ts';
import { computeFormula, FormulaError } from './formula.ts';
import { fillGraderTemplate, type GraderContext, UnknownVariable } from './graderTemplate.ts';
import type { MultiGrader, OpenaiGrader, StringCheckGrader } from './openaiGrader.ts';

/** What a grader says of one answer. */
export interface Grade {
  /** 0 to 1 for single graders; whatever the formula gives for `multi`. 0 when grading failed. */
  reward: number;
  /** The reward of each grader inside a `multi`; empty for others. */
  scores: Record<string, number>;
  /** Why grading failed, as OpenAI's flag and in words; absent when it did not. */
  failure?: { flag: 'formula_parse_error' | 'invalid_variable_error'; message: string };
}

/** Grades an answer as OpenAI's grader of the same description would. Never throws. */
export function gradeOpenai(grader: OpenaiGrader, context: GraderContext): Grade {
  const scores: Record<string, number> = {};
  try {
    return { reward: rewardOf(grader, context, scores), scores };
  } catch (error) {
    if (error instanceof FormulaError) {
      return { reward: 0, scores, failure: { flag: 'formula_parse_error', message: error.message } };
    }
    if (error instanceof UnknownVariable) {
      return { reward: 0, scores, failure: { flag: 'invalid_variable_error', message: error.message } };
    }
    throw error;
  }
}

/** The context for a plain answer: its text, and its JSON when it is JSON. */
export function graderContext(item: Readonly<Record<string, unknown>>, answer: string): GraderContext {
  try {
    return { item, sample: { output_text: answer, output_json: JSON.parse(answer) as unknown } };
  } catch {
    return { item, sample: { output_text: answer } };
  }
}

/**
 * Says what is wrong with a grader before any answer is there: a formula that cannot be computed from its graders.
 * Undefined when nothing is.
 */
export function graderFault(grader: OpenaiGrader): string | undefined {
  if (grader.type !== 'multi') return undefined;
  try {
    computeFormula(
      grader.calculate_output,
      Object.fromEntries(Object.keys(grader.graders).map(name => [name, 0.5])),
    );
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error.isSyntax ? error.message : undefined;
    throw error;
  }
}

function rewardOf(grader: OpenaiGrader, context: GraderContext, scores: Record<string, number>): number {
  if (grader.type === 'multi') return combined(grader, context, scores);
  const input = fillGraderTemplate(grader.input, context);
  const reference = fillGraderTemplate(grader.reference, context);
  if (grader.type === 'text_similarity') return textSimilarity(grader.evaluation_metric, input, reference);
  return OPERATIONS[grader.operation](input, reference) ? 1 : 0;
}

function combined(grader: MultiGrader, context: GraderContext, scores: Record<string, number>): number {
  for (const [name, part] of Object.entries(grader.graders)) scores[name] = rewardOf(part, context, {});
  return computeFormula(grader.calculate_output, scores);
}

/** As documented: `like` asks whether the input contains the reference, `ilike` without regard to case. */
const OPERATIONS: Record<StringCheckGrader['operation'], (input: string, reference: string) => boolean> = {
  eq: (input, reference) => input === reference,
  ne: (input, reference) => input !== reference,
  like: (input, reference) => input.includes(reference),
  ilike: (input, reference) => input.toLowerCase().includes(reference.toLowerCase()),
};
