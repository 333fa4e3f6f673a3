import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { choose, lightBulb } from '../support/codeActions.ts';
import { chat } from '../support/datasets.ts';
import { ours, until, untilFindings } from '../support/waiting.ts';
import { openInEditor, writeFile } from '../support/workspace.ts';

/** Milliseconds of the processor that activation may take. */
const LIMIT = 50;

describe('in a workspace that is not trusted', () => {
  // First, while nothing has activated the extension yet: what VS Code does then, without the ways between processes.
  // The processor's time is counted, and the least of some starts: the machine may do other things meanwhile.
  it('the extension starts in no time', () => {
    const { extensionPath } = vscode.extensions.getExtension('tunewright.tunewright')!;
    process.setSourceMapsEnabled(false);
    const require = createRequire(path.join(extensionPath, 'package.json'));
    const took: number[] = [];
    while (took.length < 5 && !(Math.min(...took) < LIMIT)) {
      const subscriptions: vscode.Disposable[] = [];
      for (const file of Object.keys(require.cache))
        if (file.startsWith(extensionPath)) delete require.cache[file];
      const before = process.threadCpuUsage();
      const { activate } = require('./dist/extension.cjs');
      activate(contextWith(extensionPath, subscriptions));
      const { user, system } = process.threadCpuUsage(before);
      for (const one of subscriptions.reverse()) one.dispose();
      took.push((user + system) / 1000);
    }
    process.setSourceMapsEnabled(true);
    assert.ok(Math.min(...took) < LIMIT, `It took ${took.map(ms => ms.toFixed(1)).join(', ')} ms.`);
  });

  it('datasets are linted and mended all the same', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const text = chat('One?');
    const uri = writeFile('untrusted.jsonl', `${text},\n`);
    const { document } = await openInEditor(uri);
    await untilFindings(uri, [`json/stray-comma@1:${text.length}-${text.length + 1}`]);
    await choose(await lightBulb(uri, ours(uri)[0]!.range), /^Delete the comma$/);
    assert.equal(document.getText(), `${text}\n`);
    writeFile('tunewright.jsonc', '{ "datasets": [{ "files": "*", "format": "prompt-completion" }] }');
    await until(() => ours(uri).length > 0, vscode.languages.onDidChangeDiagnostics);
  });
});

function contextWith(
  extensionPath: string,
  subscriptions: vscode.Disposable[],
): Partial<vscode.ExtensionContext> {
  const memento = { get: (_key: string, value: unknown) => value, update: async () => {}, keys: () => [] };
  const uri = vscode.Uri.file(extensionPath);
  return {
    subscriptions,
    extensionUri: uri,
    globalStorageUri: uri,
    globalState: { ...memento, setKeysForSync: () => {} } as never,
    workspaceState: memento as never,
    secrets: { onDidChange: () => ({ dispose: () => {} }) } as never,
  };
}
