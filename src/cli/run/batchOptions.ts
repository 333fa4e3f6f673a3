import type { ColumnMapping } from '../../core/rows/mapColumns.ts';
import { type Arguments, listOption, textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import type { OptionSpec } from '../command.ts';

/** Options of `tunewright run` with `--over`. */
export const BATCH_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'over',
    value: 'PATH',
    description:
      'Run once for each row of a JSONL, JSON, CSV or TSV file, or for each text file of a folder.',
  },
  {
    name: 'map',
    value: 'COLUMN=VARIABLE',
    description: 'With --over: which column fills which variable; guessed by name when left out.',
    repeatable: true,
  },
  { name: 'limit', value: 'N', description: 'With --over: only the first N requests.' },
  { name: 'concurrency', value: 'N', description: 'With --over: requests at once; 4 when left out.' },
  {
    name: 'chunk',
    value: 'TOKENS',
    description: 'With --over FOLDER: cut files into parts of so many tokens.',
  },
  {
    name: 'overlap',
    value: 'TOKENS',
    description: 'With --over FOLDER: repeat so much of a part in the next.',
  },
  { name: 'max-cost', value: 'USD', description: 'With --over: send nothing that could cost more in all.' },
  { name: 'out', value: 'FILE', description: 'With --over: the file to write; beside PATH when left out.' },
  { name: 'resume', description: 'With --over: go on with the last unfinished run of this kind.' },
  { name: 'estimate', description: 'With --over: only say what it would need and cost.' },
];

/** What was given of them. */
export interface BatchWish {
  mapping: ColumnMapping;
  limit?: number;
  concurrency?: number;
  chunkTokens?: number;
  overlapTokens?: number;
  maxPrice?: number;
}

/** Throws a `Problem` for what makes no sense. */
export function readBatchWish(given: Arguments): BatchWish {
  const limit = atLeastOne(given, 'limit');
  const concurrency = atLeastOne(given, 'concurrency');
  const chunkTokens = atLeastOne(given, 'chunk');
  const overlapTokens = wholeNumberOption(given, 'overlap');
  const maxPrice = dollarsOption(given);
  if (concurrency !== undefined && concurrency > MOST_AT_ONCE) {
    throw usageProblem(
      `--concurrency can be ${MOST_AT_ONCE} at most.`,
      `Write --concurrency ${MOST_AT_ONCE}.`,
    );
  }
  return {
    mapping: readMapping(given),
    ...(limit !== undefined && { limit }),
    ...(concurrency !== undefined && { concurrency }),
    ...(chunkTokens !== undefined && { chunkTokens }),
    ...(overlapTokens !== undefined && { overlapTokens }),
    ...(maxPrice !== undefined && { maxPrice }),
  };
}

/** Columns by variable, as `--map` gives them. */
export function readMapping(given: Arguments): ColumnMapping {
  return Object.fromEntries(listOption(given, 'map').map(splitMapping));
}

/** Options that mean something with `--over` only, and were given without it. */
export function strayBatchOptions(given: Arguments): string[] {
  return BATCH_OPTIONS.map(({ name }) => name).filter(name => name !== 'over' && given.options.has(name));
}

const MOST_AT_ONCE = 64;

function atLeastOne(given: Arguments, name: string): number | undefined {
  const number = wholeNumberOption(given, name);
  if (number === 0) throw usageProblem(`--${name} cannot be 0.`, `Write for example --${name} 4.`);
  return number;
}

function dollarsOption(given: Arguments): number | undefined {
  const text = textOption(given, 'max-cost');
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw usageProblem(`--max-cost must be US dollars, not "${text}".`, 'Write for example --max-cost 2.50.');
}

/** `COLUMN=VARIABLE`, turned round: each variable has one column. */
function splitMapping(text: string): [variable: string, column: string] {
  const at = text.lastIndexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(at + 1), text.slice(0, at)];
  throw usageProblem(`--map "${text}" names no column and variable.`, 'Write --map column=variable.');
}
