import * as vscode from 'vscode';
import { Dialogs } from '../connections/support/dialogs.ts';
import { closeAll } from '../lint/support/workspace.ts';

/**
 * Answers what the extension asks, in each test anew: `begin` is told who answers. After the test every editor is closed, and
 * every answer must have been asked for.
 */
export function useDialogs(begin: (dialogs: Dialogs) => void): void {
  let dialogs: Dialogs;
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(() => {
    dialogs = new Dialogs();
    begin(dialogs);
  });
  afterEach(async () => {
    dialogs.restore();
    await closeAll();
    dialogs.verify();
  });
}
