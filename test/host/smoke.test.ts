import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is found and can be activated', async () => {
    const extension = vscode.extensions.getExtension('tunewright.tunewright');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('opens a workspace of its own', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
