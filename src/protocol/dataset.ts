import type { Path } from '../core/jsonl/node.ts';
import type {
  DatasetExample,
  DatasetRow,
  DatasetState,
  RowQuery,
  SearchProgress,
  ShownFinding,
  TextChange,
} from '../core/view/dataset/datasetView.ts';

/** What a dataset page asks of the extension. */
export type DatasetHostContract = {
  requests: {
    /** Asked each time the page becomes visible: all but the examples, and the one that somebody wants to see. */
    ready: { params: undefined; result: { state: DatasetState; goTo?: number } };
    /** Chooses which examples are listed. `near` is an example whose place in the list is asked for. */
    find: {
      params: { query: RowQuery; near?: number };
      result: { total: number; place?: number };
      progress: SearchProgress;
    };
    /** A part of the list. */
    rows: { params: { from: number; count: number }; result: { total: number; rows: DatasetRow[] } };
    /** One example; nothing when there is none of that number. */
    example: { params: { index: number }; result: { example?: DatasetExample } };
    /** What the linter would say of the example with a text that is not applied yet. */
    draft: { params: { index: number; change: TextChange }; result: { findings: ShownFinding[] } };
    /** Changes a text, as one edit of the document that can be undone. */
    change: { params: { index: number; change: TextChange }; result: undefined };
    /** Applies a remedy of a finding of an example, by their places in what `example` answered. */
    fix: { params: { index: number; finding: number; fix: number }; result: undefined };
    /** Shows an example, or a place in it, in a text editor. */
    reveal: { params: { index: number; path?: Path }; result: undefined };
    /** Copies the example's text. */
    copyText: { params: { index: number }; result: undefined };
    /** Checks all examples of a file on disk, or stops doing so. */
    check: { params: { isWanted: boolean }; result: undefined };
    /** Shows the page of a rule. */
    showRule: { params: { rule: string }; result: undefined };
  };
  events: Record<string, never>;
};

/** What the extension tells a dataset page. */
export type DatasetPageContract = {
  requests: Record<string, never>;
  events: {
    state: DatasetState;
    /** The examples or what is known of them are others now: what is shown is to be asked for again. */
    changed: Record<string, never>;
    /** Somebody wants to see an example. */
    goTo: { index: number };
  };
};
