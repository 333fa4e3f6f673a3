import type { CompareView, GridQuery, GridRow } from '../core/view/compare/compareView.ts';
import type { AnswerRequests } from './answer.ts';
import type { SaveChartRequests } from './saveChart.ts';

/** Which answer is meant: a row by its case, a column as that row shows it. */
export interface CellPlace {
  caseId: string;
  slot: number;
  repetition: number;
}

/** A training example that may be why a model said what it said. */
export interface WhyRow {
  /** Name of the training file, and the line, from 1. */
  file: string;
  line: number;
  similarity: number;
  prompt: string;
  answer: string;
  promptShared: { start: number; end: number }[];
  answerShared: { start: number; end: number }[];
  /** Taken out of the file. */
  excluded?: true;
}

export const REPORT_FORMS = ['html', 'markdown', 'json', 'csv'] as const;

export type ReportForm = (typeof REPORT_FORMS)[number];

/** What the extension answers to the page of a comparison. */
export type CompareHostContract = {
  requests: AnswerRequests &
    SaveChartRequests & {
      /** The page is there, or shown again. */
      ready: { params: Record<string, never>; result: CompareView | undefined };
      /**
       * Rows in the order of a query, from a place on; `total` is how many there are in all. `found` is where the case
       * `find` stands among them.
       */
      rows: {
        params: { query: GridQuery; from: number; count: number; find?: string };
        result: { total: number; rows: GridRow[]; found?: number };
      };
      /** `batch`: what can be is sent as a batch. */
      run: { params: { batch?: boolean }; result: undefined };
      stop: { params: Record<string, never>; result: undefined };
      /** Names of a blind comparison. */
      reveal: { params: { revealed: boolean }; result: undefined };
      /** The person's judgement; the same again takes it back. */
      thumb: { params: CellPlace & { thumb: 'up' | 'down' }; result: undefined };
      choose: {
        params: {
          caseId: string;
          left: number;
          right: number;
          better: 'left' | 'right' | 'both' | 'neither';
        };
        result: undefined;
      };
      /** `output` is the answer that was read. */
      comment: { params: CellPlace & { text: string; output: string }; result: undefined };
      ideal: { params: { caseId: string; text: string }; result: undefined };
      /** The training examples that are most like an answer and its question; what follows speaks of their lines. */
      why: { params: CellPlace; result: { rows: WhyRow[]; note?: string } };
      openTraining: { params: { line: number }; result: undefined };
      /** The lines among those of the last answer that are taken out of the file by now. */
      excluded: { params: Record<string, never>; result: number[] };
      /** Takes an example out of the training file in the editor, or puts it back. */
      exclude: { params: { line: number; back: boolean }; result: undefined };
      openCase: { params: { caseId: string }; result: undefined };
      openFile: { params: Record<string, never>; result: undefined };
      /** Training rows of what people and graders said. The extension asks for the rest. */
      makeDataset: { params: Record<string, never>; result: undefined };
      /** Asks where to and writes a report there. False when the user gave up. */
      saveReport: { params: { form: ReportForm }; result: boolean };
    };
  events: Record<string, never>;
};

/** What the page hears. */
export type ComparePageContract = {
  requests: Record<string, never>;
  events: {
    /** Everything but the rows is another. */
    view: CompareView;
    /** A training file is another than before: examples may be taken out, or back. */
    trainingChanged: Record<string, never>;
    /** These rows are others than before; all when absent. */
    changed: { caseIds?: string[] };
    /** Text that arrived of answers, in order: the sequence grows by one each time. */
    arrived: { sequence: number; pieces: (CellPlace & { text: string })[] };
  };
};
