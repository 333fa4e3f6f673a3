import { closeBrowser, keepEvidence } from './openWorkbench.ts';

/** Run by mocha around the end-to-end tests. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state === 'failed') await keepEvidence(this.currentTest.fullTitle());
  },
  afterAll: closeBrowser,
};
