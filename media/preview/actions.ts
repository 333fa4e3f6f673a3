import type { MarkdownActions } from '../shared/markdown.tsx';
import type { Tab } from '../shared/tabs.tsx';
import type { ValuesActions } from '../shared/values.tsx';

/** What a person can do on the page. */
export interface PreviewActions extends ValuesActions, MarkdownActions {
  chooseRow(): void;
  /** `offset` in the rendered text, in UTF-16 units. */
  reveal(slot: number, offset: number): void;
  revealNote(note: number): void;
  copyRequest(): void;
  copyAs(): void;
  chooseTokenizer(): void;
  forgetTokenizer(): void;
  /** Shows answers as they are, or as Markdown. */
  showPlain(isPlain: boolean): void;
  /** `asksTimes`: the user is asked how often. */
  run(asksTimes: boolean): void;
  stop(): void;
  chooseTarget(): void;
  openRun(id: string): void;
  compareRun(id: string): void;
  deleteRun(id: string): void;
  showHistory(): void;
  copyAnswer(id: string, answer: number): void;
  showTab(tab: PreviewTab): void;
}

export type PreviewTab = 'messages' | 'request' | 'model';
export const TABS: readonly Tab<PreviewTab>[] = [
  { id: 'messages', title: 'Messages' },
  { id: 'request', title: 'Request' },
  { id: 'model', title: 'As the model sees it' },
];
