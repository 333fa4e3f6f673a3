import type { FileFormat } from '../formats/fileFormat.ts';
import type { MarkedEncoding } from '../text/decode.ts';
import type { FactsTable } from './facts.ts';

/** What is known of the file besides its lines. */
export interface FileFacts {
  /** Name without folders, as people see it; `-` for standard input. */
  name: string;
  /** Size on disk, or of the text as UTF-8 when it was never saved. */
  bytes: number;
  /** The byte order mark at its start; undefined when there is none. */
  mark: MarkedEncoding | undefined;
  /** UTF-16 without a mark, recognised by its NUL bytes. Such a file, like one with a UTF-16 or UTF-32 mark, is not read further. */
  unmarkedUtf16: boolean;
  /** How the lines together are JSON though the first alone is not; undefined for an ordinary file. */
  layout: 'array' | 'pretty' | undefined;
}

/** A whole dataset as dataset rules see it. */
export interface DatasetFacts {
  file: FileFacts;
  format: FileFormat;
  /** True when the user pinned the format or the method, so that a mismatch is a fault. */
  pinned: boolean;
  table: FactsTable;
  /** Lines that are not blank: what consumers count as examples. */
  examples: number;
  /** True when two lines with equal hashes hold equal examples, every digit compared. */
  sameExample(line: number, other: number): boolean;
}
