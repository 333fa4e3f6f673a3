import type { Case } from '../case.ts';
import type { Cell, CellKey } from '../results/cell.ts';
import type { Score } from '../results/score.ts';
import { fillGraderTemplate, type GraderContext, UnknownVariable } from './graderTemplate.ts';

/** What graders need from outside. */
export interface GradeTools {
  /** The first match of a pattern; undefined when there is none. Throws `SlowPattern` instead of taking long. */
  match(pattern: string, flags: string, text: string): readonly (string | undefined)[] | undefined;
  countTokens(text: string): number;
}

/** One answer that is to be judged. */
export interface GradeInput {
  case: Case;
  cell: Cell;
  context: GraderContext;
  tools: GradeTools;
}

/** A score without what it is of. */
export type Graded = Omit<Score, keyof CellKey | 'grader'>;

/** The pattern takes longer than any honest one. */
export class SlowPattern extends Error {}

/** The case and the answer as templates of graders see them: `item` and `sample`, as in OpenAI's graders. */
export function gradeInput(one: Case, cell: Cell, tools: GradeTools): GradeInput {
  const item: Record<string, unknown> = { ...one.values };
  if (one.reference !== undefined) item.reference = one.reference;
  if (one.messages && !Object.hasOwn(item, 'messages')) item.messages = one.messages;
  const context: GraderContext = { item, sample: { output_text: cell.output } };
  const json = jsonIn(cell.output);
  if (json) context.sample.output_json = json.value;
  if (cell.toolCalls) context.sample.output_tools = cell.toolCalls.map(toolOf);
  return { case: one, cell, context, tools };
}

/** The text to judge. */
export function judgedText({ of }: { of?: string | undefined }, { cell, context }: GradeInput): string {
  return of === undefined ? cell.output : fillGraderTemplate(of, context);
}

/** What it is compared with. Throws `UnknownVariable` when the case has no wanted answer. */
export function wantedText(
  { reference }: { reference?: string | undefined },
  { context }: GradeInput,
): string {
  return fillGraderTemplate(reference ?? '{{item.reference}}', context);
}

/** Why a grader could not judge, in words, for what graders throw on purpose; anything else is thrown on. */
export function failureOf(error: unknown): Graded {
  if (error instanceof UnknownVariable) {
    const isReference = /"item\.reference"/.test(error.message);
    return { failure: isReference ? 'The case has no wanted answer.' : error.message };
  }
  if (error instanceof SlowPattern) return { failure: error.message };
  // The stack is full: brackets in brackets without end.
  if (error instanceof RangeError) return { failure: 'This is nested too deeply to be judged.' };
  throw error;
}

export function yesOrNo(passed: boolean, more: Graded = {}): Graded {
  return { value: passed ? 1 : 0, passed, ...more };
}

/** A text as JSON; undefined when it is none. */
export function jsonIn(text: string): { value: unknown } | undefined {
  // Most answers are sentences, and an exception for each takes longer than all else that graders do.
  if (!PERHAPS_JSON.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** How JSON begins and ends. */
const PERHAPS_JSON = /^\s*(?:\{.*\}|\[.*\]|".*"|-?\d[\d.eE+-]*|true|false|null)\s*$/s;

function toolOf({ id, name, arguments: given }: { id?: string; name?: string; arguments: string }) {
  return {
    ...(id !== undefined && { id }),
    type: 'function',
    function: { name: name ?? '', arguments: given },
  };
}
