import type { GridQuery } from '../../src/core/view/compare/compareView.ts';
import type { CellPlace, ReportForm } from '../../src/protocol/compare.ts';
import type { SavedChart } from '../../src/protocol/saveChart.ts';
import type { MarkdownActions } from '../shared/markdown.tsx';
import type { Tab } from '../shared/tabs.tsx';

export type CompareTab = 'answers' | 'verdict' | 'charts';
export const TABS: readonly Tab<CompareTab>[] = [
  { id: 'answers', title: 'Answers' },
  { id: 'verdict', title: 'Verdict' },
  { id: 'charts', title: 'Charts' },
];

export const MODES = { markdown: 'Markdown', plain: 'Plain text', json: 'JSON' } as const;
export type Mode = keyof typeof MODES;

/** What answers are compared with, word by word: nothing, the wanted answer, or a column. */
export type DiffWith = 'nothing' | 'reference' | number;

export type Better = 'left' | 'right' | 'both' | 'neither';

/** How the page looks: it forgets nothing of it when it is hidden. */
export interface Layout {
  tab: CompareTab;
  query: GridQuery;
  mode: Mode;
  diffWith: DiffWith;
  rowHeight: number;
  /** The cell that keys act on. */
  row: number;
  slot: number;
  repetition: number;
}

export const FIRST_LAYOUT: Layout = {
  tab: 'answers',
  query: { filter: 'all', text: '', sort: 'order' },
  mode: 'markdown',
  diffWith: 'nothing',
  rowHeight: 230,
  row: 0,
  slot: 0,
  repetition: 0,
};

/** What a person can do on the page. */
export interface CompareActions extends MarkdownActions {
  arrange(change: Partial<Layout>): void;
  run(batch?: boolean): void;
  stop(): void;
  reveal(revealed: boolean): void;
  thumb(place: CellPlace, thumb: 'up' | 'down'): void;
  choose(caseId: string, left: number, right: number, better: Better): void;
  comment(what: Writing, text: string): void;
  ideal(what: Writing, text: string): void;
  why(place: CellPlace): void;
  openTraining(line: number): void;
  exclude(line: number, back: boolean): void;
  openCase(caseId: string): void;
  openFile(): void;
  makeDataset(): void;
  saveChart(saved: SavedChart): void;
  saveReport(form: ReportForm): void;
  /** Opens or closes the box for a comment or an ideal answer. */
  write(what: Writing | undefined): void;
}

/** What is being written. */
export interface Writing {
  kind: 'comment' | 'ideal';
  place: CellPlace;
  text: string;
  /** The answer that is commented on. */
  output?: string;
  /** Why it could not be kept. */
  problem?: string;
}
