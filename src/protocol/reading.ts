import type { Fold } from '../core/browse/exampleFolds.ts';
import type { ExampleSymbol } from '../core/browse/exampleSymbols.ts';
import type { ShownExample } from '../core/view/dataset/shownExample.ts';
import type { Position, Range } from '../core/text/range.ts';

/** An answer about a document as it was at a version. */
type Versioned<T> = T & { version: number };

/** An example of a document with its place. */
export interface FoundExample {
  /** From 0. */
  index: number;
  range: Range;
}

/** What the lint worker answers to those who read the documents that it holds. `uri` is their identity. */
export type ReadingRequests = {
  /** How many examples a document has. */
  countExamples: { params: { uri: string }; result: Versioned<{ count: number }> };
  /** Where an example stands and what it is called in one line; nothing when there is no such example. */
  findExample: {
    params: { uri: string; index: number };
    result: Versioned<{ found?: FoundExample & { name: string } }>;
  };
  /** The example at a position, laid out, with the turn that is there; nothing before the first example. */
  exampleAt: {
    params: { uri: string; at: Position };
    result: Versioned<{ found?: FoundExample & { shown: ShownExample; turn?: number } }>;
  };
  /** The outline. Rejected with `cancelled` when the document changes meanwhile. */
  exampleSymbols: { params: { uri: string }; result: Versioned<{ symbols: ExampleSymbol[] }> };
  /** What can be folded. */
  exampleFolds: { params: { uri: string }; result: Versioned<{ folds: Fold[] }> };
};
