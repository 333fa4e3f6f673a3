import * as vscode from 'vscode';
import { restoreStubs, stubNotifications } from '../lint/support/stubs.ts';
import { closeAll } from '../lint/support/workspace.ts';
import { restorePages, stubPages } from '../training/support/pages.ts';

/** Takes the place of pages and notifications, in each test anew. After the test every editor is closed. */
export function useStubs(): void {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(() => {
    stubNotifications();
    stubPages();
  });
  afterEach(async () => {
    restorePages();
    restoreStubs();
    await closeAll();
  });
}
