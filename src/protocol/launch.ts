import type { LaunchPageState } from '../core/view/launchPage.ts';

/** What the extension answers to the page before a launch. */
export type LaunchHostContract = {
  requests: {
    /** Asked when the page has become visible. */
    ready: { params: undefined; result: LaunchPageState };
    /** Reads the tune and its files again. */
    checkAgain: { params: undefined; result: undefined };
    /** Shows the place of an issue of the check with this number. */
    showIssue: { params: { sequence: number; issue: number }; result: undefined };
    openTune: { params: undefined; result: undefined };
    showSpending: { params: undefined; result: undefined };
    /** Launches what the check with this number saw. */
    launch: {
      params: { sequence: number; confirmed: boolean; typed: string };
      result: undefined;
    };
  };
  events: Record<string, never>;
};

/** What the page hears. */
export type LaunchPageContract = {
  requests: Record<string, never>;
  events: { state: LaunchPageState };
};
