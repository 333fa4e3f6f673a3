import type { Cell } from '../results/cell.ts';
import { failureOf, type Graded, type GradeInput, yesOrNo } from './gradeInput.ts';
import { gradeJson } from './gradeJson.ts';
import { gradeLabel } from './gradeLabel.ts';
import { gradeNumber } from './gradeNumber.ts';
import { gradeOpenai } from './gradeOpenai.ts';
import { gradeContains, gradeExactMatch, gradeLength, gradeRegex, gradeSimilarity } from './gradeTexts.ts';
import { gradeToolCall } from './gradeToolCall.ts';
import type { Grader, GraderOf } from './graderType.ts';
import { type OpenaiGrader, openaiGraderSchema } from './openaiGrader.ts';

/** Judges an answer without asking anybody. Undefined for graders that ask a model. Never throws for bad data. */
export function gradeAnswer(grader: Grader, input: GradeInput): Graded | undefined {
  const unusable = whyUnusable(input.cell);
  if (grader.type === 'latency' || grader.type === 'price') return measured(grader, input);
  if (unusable !== undefined) return { failure: unusable };
  try {
    return graded(grader, input);
  } catch (error) {
    return failureOf(error);
  }
}

/** Why an answer says nothing of its variant: half of one, none, or another model's. Undefined when it does. */
export function whyUnusable({ problem, truncated, wrongModel, asked, answered }: Cell): string | undefined {
  if (problem) return problem.message;
  if (truncated) return 'The answer was cut.';
  return wrongModel ? `${answered} answered instead of ${asked}.` : undefined;
}

function graded(grader: Grader, input: GradeInput): Graded | undefined {
  switch (grader.type) {
    case 'exact_match':
      return gradeExactMatch(grader, input);
    case 'contains':
      return gradeContains(grader, input);
    case 'regex':
      return gradeRegex(grader, input);
    case 'label':
      return gradeLabel(grader, input);
    case 'json':
      return gradeJson(grader, input);
    case 'number':
      return gradeNumber(grader, input);
    case 'similarity':
      return gradeSimilarity(grader, input);
    case 'tool_call':
      return gradeToolCall(grader, input);
    case 'length':
      return gradeLength(grader, input);
    case 'string_check':
    case 'text_similarity':
      return gradeByOpenai(grader, input);
    case 'multi': {
      const known = openaiGraderSchema.safeParse(grader);
      return known.success
        ? gradeByOpenai({ ...known.data, pass_threshold: grader.pass_threshold }, input)
        : undefined;
    }
    default:
      return undefined;
  }
}

function gradeByOpenai(
  grader: OpenaiGrader & { pass_threshold?: number | undefined },
  { context }: GradeInput,
): Graded {
  const { reward, failure } = gradeOpenai(grader, context);
  if (failure) return { failure: failure.message };
  if (grader.type === 'string_check') return yesOrNo(reward === 1);
  const { pass_threshold: threshold } = grader;
  return { value: reward, ...(threshold !== undefined && { passed: reward >= threshold }) };
}

function measured(grader: GraderOf<'latency' | 'price'>, { cell }: GradeInput): Graded {
  const [amount, limit] = grader.type === 'latency' ? [cell.ms, grader.maxMs] : [cell.price, grader.maxUsd];
  if (amount === undefined)
    return { failure: grader.type === 'latency' ? 'Nobody measured it.' : 'The price is not known.' };
  return limit === undefined ? { measured: amount } : yesOrNo(amount <= limit, { measured: amount });
}
