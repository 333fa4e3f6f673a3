import type { ProblemData } from '../../util/problem.ts';
import type { EstimateRows } from './estimateRows.ts';
import type { Chart } from '../chart/chart.ts';

/** Which cases a page wants to see, and in which order. It belongs to the page. */
export interface GridQuery {
  filter: GridFilter;
  /** Words that the case or an answer must hold; empty for any. */
  text: string;
  sort: GridSort;
  /** The grader by which is sorted; absent where the order needs none. */
  grader?: string;
  /** The column by which is sorted. */
  slot?: number;
}

export const GRID_FILTERS = {
  all: 'All cases',
  differ: 'Answers differ',
  fails: 'Some answer fails',
  disagree: 'Graders disagree',
  flaky: 'Repetitions disagree',
  unjudged: 'Not judged by me',
  trouble: 'Failed, cut or wrong model',
  seen: 'Seen in training',
} as const;

export type GridFilter = keyof typeof GRID_FILTERS;

export const GRID_SORTS = {
  order: 'As in the comparison',
  worst: 'Lowest score first',
  best: 'Highest score first',
  spread: 'Largest difference first',
} as const;

export type GridSort = keyof typeof GRID_SORTS;

/** A column. In a blind comparison it is a letter, and stands for another variant in each row. */
export interface GridColumn {
  title: string;
  /** Model and connection; absent while it is blind. */
  detail?: string;
}

/** What one grader says of one answer, in a few words. */
export interface GridScore {
  grader: string;
  /** `1`, `0.62`, `yes`, the label, the measure: as it is shown. */
  text: string;
  /** Absent where it neither passes nor fails. */
  passed?: boolean;
  /** Why, or why there is none. */
  reason?: string;
  /** True while a judge is not known to agree with the person. */
  doubtful?: boolean;
}

/** One answer as the page shows it. */
export interface GridCell {
  slot: number;
  repetition: number;
  state: 'missing' | 'running' | 'done';
  output: string;
  /** Why it is not answered yet: the server refused it for now. */
  refused?: string;
  reasoning?: string;
  refusal?: string;
  /** Calls of tools as text, one a line. */
  calls?: string;
  /** What is to be known of it: time, tokens, price, model; empty while it is blind. */
  facts: string[];
  /** The model that really answered was another one. */
  wrongModel?: { asked: string; answered: string };
  truncated?: true;
  problem?: { message: string; remedy: string };
  scores: GridScore[];
  thumb?: 'up' | 'down';
  comment?: string;
  /** The answers of the repetitions differ, or some pass and some do not. */
  flaky?: 'answers' | 'passes';
}

/** A case with its answers, one cell a column and repetition. */
export interface GridRow {
  id: string;
  /** Place in the comparison, from 1. */
  number: number;
  title: string;
  /** What is asked, whole. */
  question: string;
  reference?: string;
  /** The answer that the person wrote for it. */
  ideal?: string;
  /** Stands in a training file: exactly, or nearly. */
  seen?: 'exact' | 'near';
  cells: GridCell[];
  /** Which column the person found better. */
  better?: { left: number; right: number; better: 'left' | 'right' | 'both' | 'neither' };
  /** Whether the case comes from a file that can be opened. */
  hasOrigin: boolean;
}

/** A finding about the whole, in words. */
export interface GridVerdict {
  grader: string;
  scope: 'all' | 'unseen';
  text: string;
  conclusion: 'left' | 'right' | 'not-enough';
  trusted: boolean;
}

/** A measure of a column, in words. */
export interface GridFact {
  label: string;
  text: string;
  /** True while the judge that says it is not known to agree with the person. */
  doubtful?: boolean;
}

/** A column's sums. */
export interface GridFacts {
  title: string;
  cells: GridFact[];
  /** Something that is wrong with it, such as answers of another model. */
  warning?: string;
}

export interface GridRun {
  stage: 'batch' | 'answers' | 'judges';
  done: number;
  failed: number;
  total: number;
  /** US dollars so far. */
  spent: number;
  isSpentWhole: boolean;
  /** What it waits for, such as a rate limit; absent when it does not. */
  waiting?: string;
}

/** A table of which labels are taken for which. */
export interface GridConfusion {
  title: string;
  labels: string[];
  counts: number[][];
  accuracy: number;
  classes: { label: string; precision: string; recall: string; f1: string }[];
}

/** A habit of a variant, in words. */
export interface GridHabit {
  text: string;
  word: string;
}

/** All that a page shows but for the rows, which it asks for as it scrolls. */
export interface CompareView {
  sequence: number;
  name: string;
  description?: string;
  columns: GridColumn[];
  graders: string[];
  cases: number;
  /** Cases before a sample was drawn. */
  totalCases: number;
  repetitions: number;
  /** Names are hidden until they are revealed. */
  blind: boolean;
  revealed: boolean;
  answered: number;
  wanted: number;
  run?: GridRun;
  /** What a run would cost and ask for, in words; absent when nothing is left to ask. */
  nextRun?: string;
  /** The same in rows, with the caps; absent when nothing is left to ask. */
  estimate?: EstimateRows;
  /** What sending it as a batch would mean, in words; absent where no connection offers that. */
  batchRun?: string;
  /** Answers that are on their way in a batch. */
  inBatch: number;
  /** Why the comparison cannot be shown or run. */
  problem?: ProblemData;
  faults: string[];
  verdicts: GridVerdict[];
  /** How far judges agree with the person, in words. */
  trust: string[];
  facts: GridFacts[];
  charts: Chart[];
  confusions: GridConfusion[];
  /** Agreement between variants, and a vote, in words. */
  together: string[];
  /** Words that variants are fond of; `word` finds the answers. */
  habits: GridHabit[];
  /** The workspace is not trusted: nothing can be run. */
  restricted: boolean;
  /** Judgements of the person so far. */
  judgedByPerson: number;
}
