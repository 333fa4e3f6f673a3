import type { PreviewState } from '../core/view/preview.ts';

/** What the extension answers to the preview page. */
export type PreviewHostContract = {
  requests: {
    /** Asked when the page has become visible. Undefined while nothing has been rendered yet. */
    ready: { params: undefined; result: PreviewState | undefined };
    /** Types in a value; without a text the value of the set or of the file holds again. */
    setValue: { params: { name: string; text?: string }; result: undefined };
    /** Chooses a saved set of values, or none. What was typed in is forgotten. */
    chooseSet: { params: { set?: string }; result: undefined };
    /** Asks for a name and saves the values beside the file. */
    saveSet: { params: undefined; result: undefined };
    /** Shows where a character of a rendered text comes from. */
    reveal: { params: { sequence: number; slot: number; offset: number }; result: undefined };
    /** Shows the place of a note. */
    revealNote: { params: { sequence: number; note: number }; result: undefined };
    copyRequest: { params: undefined; result: undefined };
  };
  events: Record<string, never>;
};

/** What the page hears. */
export type PreviewPageContract = {
  requests: Record<string, never>;
  events: { state: PreviewState };
};
