import { type ChunkOptions, chunkText } from '../rows/chunkText.ts';
import { type ColumnMapping, valuesOfRow } from '../rows/mapColumns.ts';
import type { RowTable } from '../rows/row.ts';
import type { InputDeclaration } from '../template/promptFile/promptFile.ts';

/** The values for one request of a batch. */
export interface BatchInput {
  /** Where they come from, for people and as an id: `row 12`, `notes/harbour.md part 2`. */
  from: string;
  values: Record<string, unknown>;
}

export interface BatchInputs {
  inputs: BatchInput[];
  /** What cannot be asked, with the reason. */
  refused: { from: string; reason: string }[];
}

/** One request for each row. `fixed` are values that are the same for all; those of the row win. */
export function inputsOfTable(
  { rows, kind }: Pick<RowTable, 'rows' | 'kind'>,
  mapping: ColumnMapping,
  declared: readonly InputDeclaration[],
  fixed: Readonly<Record<string, unknown>>,
): BatchInputs {
  const result: BatchInputs = { inputs: [], refused: [] };
  const word = kind === 'jsonl' ? 'line' : 'row';
  for (const row of rows) {
    const from = `${word} ${row.number}`;
    const { values, faults } = valuesOfRow(row, mapping, declared);
    if (faults.length > 0) result.refused.push({ from, reason: faults.join(' ') });
    else result.inputs.push({ from, values: { ...fixed, ...values } });
  }
  return result;
}

/** A text file of a folder. */
export interface SourceDocument {
  /** Relative to the folder, with `/`. */
  path: string;
  text: string;
}

/** Variables that a template over documents may use beside its text. */
export const DOCUMENT_VARIABLES = ['file', 'part', 'parts'] as const;

/**
 * One request for each chunk of each document. Beside its text, which goes into `variable`, a template may use the
 * names in `DOCUMENT_VARIABLES`: the path, the number of the chunk from 1, and how many there are.
 */
export function inputsOfDocuments(
  documents: readonly SourceDocument[],
  variable: string,
  known: ReadonlySet<string>,
  fixed: Readonly<Record<string, unknown>>,
  chunks: ChunkOptions,
): BatchInputs {
  const result: BatchInputs = { inputs: [], refused: [] };
  for (const { path, text } of documents) {
    const parts = chunkText(text, chunks);
    if (parts.length === 0) result.refused.push({ from: path, reason: 'It is empty.' });
    for (const [index, part] of parts.entries()) {
      const about = { file: path, part: index + 1, parts: parts.length };
      const used = Object.entries(about).filter(([name]) => known.has(name) && !Object.hasOwn(fixed, name));
      const from = parts.length === 1 ? path : `${path} part ${index + 1}`;
      result.inputs.push({ from, values: { ...fixed, ...Object.fromEntries(used), [variable]: part.text } });
    }
  }
  return result;
}
