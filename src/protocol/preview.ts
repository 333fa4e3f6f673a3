import type { AnswerRequests } from './answer.ts';
import type { PreviewState } from '../core/view/preview.ts';
import type { PreviewUpdate } from '../core/view/previewUpdate.ts';
import type { PreviewFacts } from '../core/view/previewFacts.ts';
import type { RunDelta, RunsView } from '../core/view/runs.ts';

/** What the extension answers to the preview page. */
export type PreviewHostContract = {
  requests: AnswerRequests & {
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
    /** What is known beside the texts; asked when the page has become visible. Undefined before it is. */
    facts: { params: undefined; result: PreviewFacts | undefined };
    /** Asks for a table and a row in it, whose values fill the form. */
    chooseRow: { params: undefined; result: undefined };
    /** Asks for the file that holds a model's own chat template. */
    chooseTokenizer: { params: undefined; result: undefined };
    forgetTokenizer: { params: undefined; result: undefined };
    /** Asks for a language and copies the request as a program in it. */
    copyAs: { params: undefined; result: undefined };
    /** What is known of runs; asked when the page has become visible and when a piece of text was lost. */
    runs: { params: undefined; result: RunsView };
    /** Runs the prompt once, or as often as the user then says. */
    run: { params: { asksTimes: boolean }; result: undefined };
    stop: { params: undefined; result: undefined };
    /** Asks for connection and model. */
    chooseTarget: { params: undefined; result: undefined };
    /** Shows a run of the history. */
    openRun: { params: { id: string }; result: undefined };
    /** Shows what differs between a run and another one that the user then chooses. */
    compareRun: { params: { id: string }; result: undefined };
    deleteRun: { params: { id: string }; result: undefined };
    /** The whole history, with all that can be done with it. */
    showHistory: { params: undefined; result: undefined };
    copyAnswer: { params: { id: string; answer: number }; result: undefined };
  };
  events: Record<string, never>;
};

/** What the page hears. */
export type PreviewPageContract = {
  requests: Record<string, never>;
  events: { state: PreviewUpdate; facts: PreviewFacts; runs: RunsView; delta: RunDelta };
};
