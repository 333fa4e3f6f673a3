import type { RowQuery, TextChange } from '../../src/core/view/dataset/datasetView.ts';
import type { TextPlace } from '../../src/core/view/dataset/shownExample.ts';

/** A text that is being changed: which it is, and what it was and is in the box. */
export interface Editing {
  index: number;
  /** Its turn and its place among the turn's pieces. */
  turn: number;
  piece: number;
  change: TextChange;
}

/** What can be done on the page. */
export interface DatasetActions {
  /** Lists other examples. */
  ask(change: Partial<RowQuery>): void;
  /** Lists all examples. */
  showAll(): void;
  /** Chooses the example at a place of the list. */
  choosePlace(place: number): void;
  edit(editing: Editing | undefined): void;
  /** The text in the box is another now. */
  type(after: string): void;
  apply(): void;
  fix(finding: number, fix: number): void;
  reveal(path?: TextPlace['path']): void;
  copyText(): void;
  /** Checks all examples, or stops doing so. */
  checkAll(isWanted: boolean): void;
  showRule(rule: string): void;
}
