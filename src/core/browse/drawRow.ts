import { oneLine } from '../formats/exampleTitle.ts';
import { exampleOfText } from '../lint/exampleOfText.ts';
import type { FileFormat } from '../formats/fileFormat.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { DatasetRow } from '../view/dataset/datasetView.ts';
import type { BrowsedRows } from './browsedRows.ts';
import { exampleName } from './exampleName.ts';

/** Longer rows are named by how they begin: reading many of them would keep the list waiting. */
const LONGEST_READ = 1_000_000;

export function drawRow(
  rows: BrowsedRows,
  index: number,
  file: FileFormat,
  settings: Pick<LintSettings, 'format' | 'method'>,
): DatasetRow {
  const text = rows.textOf(index);
  const { question, answer } =
    text.length > LONGEST_READ
      ? { question: oneLine(text, 80), answer: '' }
      : exampleName(exampleOfText(text, file, settings));
  return { index, question, answer, units: text.length, findings: rows.totalsOf(index) };
}
