import { closeBrowser, keepEvidence, noteFailure } from './openWorkbench.ts';

/** Run by mocha around the end-to-end tests. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state === 'failed') await keepEvidence(this.currentTest.fullTitle());
  },
  afterAll: closeBrowser,
};

/** Told of every failure: after that of a `before`, mocha runs no `afterEach`. */
export { noteFailure };
