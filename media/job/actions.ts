import type { JobButton } from '../../src/core/view/jobPage.ts';
import type { SavedChart } from '../../src/protocol/saveChart.ts';

/** What a person can do on the page. */
export interface JobActions {
  act(action: JobButton): void;
  copyModel(): void;
  compareWithBase(): void;
  chat(): void;
  continueFrom(): void;
  cloneTune(): void;
  open(what: 'tune' | 'training' | 'validation'): void;
  compare(ids: readonly string[]): void;
  /** Saves all events as CSV. */
  saveEvents(): void;
  /** Fetches the events that are not there yet. */
  wantLog(): void;
  save(saved: SavedChart): void;
  setSmooth(smooth: boolean): void;
}
