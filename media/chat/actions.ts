import type { ChatRemedy, ChatState } from '../../src/core/view/chat.ts';
import type { MarkdownActions } from '../shared/markdown.tsx';
import type { ValuesActions } from '../shared/values.tsx';

/** What a person can do on the page. */
export interface ChatActions extends MarkdownActions, ValuesActions {
  /** Resolves to whether it was sent: if not, the text stays in the box. */
  send(text: string): Promise<boolean>;
  stop(): void;
  editTurn(turn: number, text: string): Promise<boolean>;
  editOpening(index: number, text: string | undefined): Promise<boolean>;
  retry(turn: number): void;
  switchTo(turn: number): void;
  setMode(mode: ChatState['mode']): void;
  setVariable(name: string): void;
  setParameters(text: string): Promise<boolean>;
  chooseModel(): void;
  saveExample(turn?: number): void;
  addToTemplate(turn: number): void;
  exportMarkdown(): void;
  startNew(): void;
  openEarlier(): void;
  remedy(action: ChatRemedy): void;
}
