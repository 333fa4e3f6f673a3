import { detectFormat } from '../formats/detect.ts';
import { parseExactly } from '../jsonl/exactNumbers.ts';
import { guessMapping } from './mapColumns.ts';

/** Which column of a table says what, where the columns are those of no format. A part that is absent has no column. */
export interface TableColumns {
  system?: string;
  prompt?: string;
  answer?: string;
  rejected?: string;
}

export const COLUMN_PARTS = ['prompt', 'answer', 'system', 'rejected'] as const;

export type ColumnPart = (typeof COLUMN_PARTS)[number];

type Values = Readonly<Record<string, unknown>>;

/** What the first rows of a table show of its columns. */
export interface TableShape {
  /** Columns whose texts are JSON, and those whose texts are true and false: their values are read. */
  read: ReadonlySet<string>;
  /** True when the rows are examples of a format as they are, so that nothing needs a mapping. */
  isFormat: boolean;
}

/** Rows that are looked at. */
const LOOKED_AT = 100;

export function shapeOfTable(rows: readonly Values[], columns: readonly string[]): TableShape {
  const sample = rows.slice(0, LOOKED_AT);
  const read = new Set(columns.filter(column => isReadable(sample, column)));
  const decoded = sample.map(row => decodedRow(row, read));
  const known = decoded.filter(row => {
    const format = detectFormat(row);
    // A column called "text" or "content" is a text to learn only where it stands alone.
    return format !== undefined && (format !== 'text' || columns.length === 1);
  });
  return { read, isFormat: sample.length > 0 && known.length * 2 > sample.length };
}

/** Guesses what columns say by their names. Empty where no name tells a prompt. */
export function guessTableColumns(columns: readonly string[]): TableColumns {
  const named = (names: readonly string[]) =>
    columns.find(column =>
      names.includes(
        column
          .trim()
          .toLowerCase()
          .replaceAll(/[\s-]+/g, '_'),
      ),
    );
  const rejected = named(['rejected', 'rejected_response', 'non_preferred', 'worse', 'loser']);
  const system = named(['system', 'system_prompt', 'system_message', 'instructions']);
  const chosen =
    rejected === undefined
      ? undefined
      : named(['chosen', 'preferred', 'chosen_response', 'better', 'winner']);
  const left = columns.filter(column => column !== rejected && column !== system && column !== chosen);
  const pair = named(['user', 'input', 'text', 'title', 'body']);
  const guessed = guessMapping(chosen === undefined ? ['question', 'answer'] : ['question'], left);
  const answer = chosen ?? guessed.answer ?? named(['label', 'class', 'category', 'target', 'assistant']);
  const prompt = guessed.question ?? (pair === answer ? undefined : pair);
  return {
    ...(prompt !== undefined && { prompt }),
    ...(answer !== undefined && answer !== prompt && { answer }),
    ...(system !== undefined && { system }),
    ...(rejected !== undefined && { rejected }),
  };
}

/** A row as an example: in its own format, or as a conversation of the columns that are named. Other columns stay beside it. */
export function exampleOfRow(
  row: Values,
  { read, isFormat }: TableShape,
  columns: TableColumns | undefined,
): object {
  const values = decodedRow(row, read);
  if (isFormat && !columns) return values;
  const { system, prompt, answer, rejected } = columns ?? {};
  const used = new Set([system, prompt, answer, rejected]);
  const others = Object.fromEntries(
    Object.entries(values).filter(([column]) => !used.has(column) && !RESERVED.has(column)),
  );
  const text = (column: string | undefined) => (column === undefined ? undefined : textOf(row[column]));
  const said = (role: string, content: string | undefined) =>
    content === undefined || (role === 'system' && content === '') ? [] : [{ role, content }];
  const asked = [...said('system', text(system)), ...said('user', text(prompt))];
  const wanted = said('assistant', text(answer));
  if (rejected !== undefined) {
    const pair = { preferred_output: wanted, non_preferred_output: said('assistant', text(rejected)) };
    return { input: { messages: asked }, ...pair, ...others };
  }
  return { messages: [...asked, ...wanted], ...others };
}

/** Keys that the conversation itself has. */
const RESERVED = new Set(['messages', 'input', 'preferred_output', 'non_preferred_output']);

function decodedRow(row: Values, read: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (!read.has(column) || typeof value !== 'string') return [[column, value]];
      const trimmed = value.trim();
      if (trimmed === '') return [];
      return [
        [column, parseExactly(/^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() : trimmed) ?? value],
      ];
    }),
  );
}

/** Whether all texts of a column are JSON lists and objects, or all true and false under a name that wants that. */
function isReadable(rows: readonly Values[], column: string): boolean {
  const texts = rows.flatMap(row => (typeof row[column] === 'string' ? [row[column].trim()] : []));
  const told = texts.filter(text => text !== '');
  if (told.length === 0) return false;
  if (/^(label|kto_tag)$/i.test(column)) return told.every(text => /^(true|false)$/i.test(text));
  return told.every(text => /^[[{]/.test(text) && typeof parseExactly(text) === 'object');
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
