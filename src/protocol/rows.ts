import type { Path } from '../core/jsonl/node.ts';
import type { Finding } from '../core/lint/finding.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import type { TextEdit } from '../core/text/edit.ts';
import type { Range } from '../core/text/range.ts';
import type {
  DatasetExample,
  DatasetRow,
  DatasetSummary,
  RowQuery,
  SearchProgress,
  TextChange,
} from '../core/view/dataset/datasetView.ts';
import type { ReadingRequests } from './reading.ts';

/** A document that the worker holds, or a file on disk, of any size. */
export type RowsSource = { uri: string } | { path: string; settings: LintSettings };

/** Answers about a document say of which version; those about a file count how often it was read. */
type Versioned<T> = T & { version: number };

/** An example with findings as the linter makes them, and for each the turn that it is about. */
export type ReadDatasetExample = Omit<DatasetExample, 'findings'> & {
  findings: (Finding & { turn?: number })[];
};

/** What the lint worker answers to a dataset page. `view` names the page. */
export type RowsRequests = {
  /**
   * Begins to look through a dataset. The examples of a file are counted first, which takes a while; they can be read
   * meanwhile as far as they are known. The progress is a share, 0 to 1.
   */
  openRows: {
    params: { view: string; source: RowsSource };
    result: Versioned<DatasetSummary>;
    progress: number;
  };
  /** Checks all examples of a file. The progress is a share, 0 to 1. Nothing is to be done for a document. */
  checkRows: { params: { view: string }; result: Versioned<DatasetSummary>; progress: number };
  /** What is known now. */
  summarizeRows: { params: { view: string }; result: Versioned<DatasetSummary> };
  /** Chooses which rows are read. `near` is an example whose place among them is asked for. */
  findRows: {
    params: { view: string; query: RowQuery; near?: number };
    result: Versioned<{ total: number; place?: number }>;
    progress: SearchProgress;
  };
  /** Rows among those that were found last. */
  readRows: {
    params: { view: string; from: number; count: number };
    result: Versioned<{ total: number; rows: DatasetRow[] }>;
  };
  /** The example laid out, and where it stands; with a `path`, where that place of it stands. */
  readExample: {
    params: { view: string; index: number; path?: Path };
    result: Versioned<{ example?: ReadDatasetExample; range?: Range }>;
  };
  /** The example's own text; nothing when there is no such example. */
  readText: { params: { view: string; index: number }; result: Versioned<{ text?: string }> };
  /** What the linter would say of an example in which a text is another. */
  checkDraft: {
    params: { view: string; index: number; change: TextChange };
    result: Versioned<{ findings: (Finding & { turn?: number })[] }>;
  };
  /** The edit of the document that makes a text another. Nothing when it is not there any more. */
  planChange: {
    params: { view: string; index: number; change: TextChange };
    result: Versioned<{ edit?: TextEdit }>;
  };
  closeRows: { params: { view: string }; result: undefined };
};

/** All that is asked by those who read datasets. */
export type BrowsingRequests = ReadingRequests & RowsRequests;
