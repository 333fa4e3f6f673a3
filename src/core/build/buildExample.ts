import { isObject, own } from '../jsonl/shape.ts';
import type { ColumnMapping } from '../rows/mapColumns.ts';
import type { Row } from '../rows/row.ts';

/** What the examples are for. */
export type BuildMethod = 'sft' | 'dpo';

/** How a row becomes an example, beside the template. */
export interface BuildShape {
  method: BuildMethod;
  /** Columns by variable. */
  mapping: ColumnMapping;
  /** The column of the answer; absent: the template ends with the assistant's message, which is the answer. */
  answer?: string;
  /** For preferences, the column of the rejected answer; absent: the other one of two labels. */
  rejected?: string;
}

/** An example as it is written, or why a row makes none. */
export type Built = { example: Record<string, unknown> } | { reason: string };

/**
 * Makes an example of the messages that a template rendered for a row. `labels` are all answers of the table, for
 * preferences in which the rejected answer is the other label.
 */
export function buildExample(
  rendered: readonly unknown[],
  row: Row,
  shape: BuildShape,
  labels: readonly string[],
): Built {
  const last = rendered.at(-1);
  const endsWithAnswer = isObject(last) && own(last, 'role') === 'assistant';
  const prompt = endsWithAnswer ? rendered.slice(0, -1) : rendered;
  const content = endsWithAnswer ? own(last, 'content') : undefined;
  const answer =
    shape.answer !== undefined
      ? answerOf(row, shape.answer)
      : typeof content === 'string'
        ? content
        : undefined;
  if (answer === undefined || answer.trim() === '') return { reason: 'It has no answer.' };
  if (shape.method === 'sft') return { example: { messages: [...prompt, assistant(answer)] } };
  const rejected = shape.rejected !== undefined ? answerOf(row, shape.rejected) : otherLabel(answer, labels);
  if (rejected === undefined || rejected.trim() === '') return { reason: 'It has no rejected answer.' };
  if (rejected === answer) return { reason: 'The preferred answer and the rejected one are the same.' };
  return {
    example: {
      input: { messages: prompt },
      preferred_output: [assistant(answer)],
      non_preferred_output: [assistant(rejected)],
    },
  };
}

/**
 * The answer that a column gives: its text. Where it repeats the text of a column that ends with a letter, as
 * `preferred` does `title_b`, the answer is that letter.
 */
export function answerOf({ values }: Row, column: string): string | undefined {
  const value = own(values, column);
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  for (const [name, other] of Object.entries(values)) {
    const letter = /[_\s-]([ab])$/i.exec(name)?.[1];
    if (letter !== undefined && name !== column && other === value && text.length > 1)
      return letter.toUpperCase();
  }
  return text;
}

/** The different answers of a column, at most a few: more are no labels. */
export function labelsOf(rows: readonly Row[], column: string): string[] {
  const labels = new Set<string>();
  for (const row of rows) {
    const label = answerOf(row, column);
    if (label !== undefined) labels.add(label);
    if (labels.size > MOST_LABELS) return [];
  }
  return [...labels];
}

const MOST_LABELS = 20;

function otherLabel(answer: string, labels: readonly string[]): string | undefined {
  const others = labels.filter(label => label !== answer);
  return labels.length === 2 && others.length === 1 ? others[0] : undefined;
}

function assistant(content: string): Record<string, unknown> {
  return { role: 'assistant', content };
}
