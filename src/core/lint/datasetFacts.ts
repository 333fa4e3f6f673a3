import type { FileFormat } from '../formats/fileFormat.ts';
import { canonicalText, foldedCanonicalText } from '../jsonl/canonical.ts';
import type { MarkedEncoding } from '../text/decode.ts';
import type { FactsTable } from './facts.ts';
import type { LayoutKind } from './layout.ts';

/** What is known of the file besides its lines. */
export interface FileFacts {
  /** Name without folders, as people see it; `-` for standard input. */
  name: string;
  /** Size on disk, or about that of the text when it was never saved. */
  bytes: number;
  /** The byte order mark at its start; undefined when there is none. */
  mark: MarkedEncoding | undefined;
  /** UTF-16 without a mark, recognised by its NUL bytes. Such a file, like one with a UTF-16 or UTF-32 mark, is not read further. */
  unmarkedUtf16: boolean;
  /** What the lines are together though no line is an example; undefined for an ordinary file. */
  layout: LayoutKind | undefined;
}

/** A whole dataset as dataset rules see it. */
export interface DatasetFacts {
  file: FileFacts;
  format: FileFormat;
  /** True when the user pinned the format or the method, so that a mismatch is a fault. */
  pinned: boolean;
  /** True for a file that is only validated with, which may be small. */
  validation: boolean;
  table: FactsTable;
  /** What consumers count as examples: the lines that are not blank, or the objects of a file in another layout. */
  examples: number;
  /** True when two lines with equal hashes hold equal examples, every digit compared. */
  sameExample(line: number, other: number): boolean;
  /** True when two examples differ in nothing but the case and the white space of their strings. */
  nearlySameExample(line: number, other: number): boolean;
}

/** True for a file in UTF-16 or UTF-32: its encoding is the finding, its lines are not read. */
export function isUnread(file: Pick<FileFacts, 'mark' | 'unmarkedUtf16'>): boolean {
  return (file.mark !== undefined && file.mark !== 'utf-8') || file.unmarkedUtf16;
}

/** The comparisons of `DatasetFacts` for a file whose lines can be read again. */
export function comparisons(
  textOf: (line: number) => string,
): Pick<DatasetFacts, 'sameExample' | 'nearlySameExample'> {
  return {
    sameExample: (a, b) => canonicalText(textOf(a)) === canonicalText(textOf(b)),
    nearlySameExample: (a, b) => foldedCanonicalText(textOf(a)) === foldedCanonicalText(textOf(b)),
  };
}
