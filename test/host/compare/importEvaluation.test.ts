import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { notifications, restoreStubs, stubNotifications } from '../lint/support/stubs.ts';
import { closeAll, inWorkspace, writeFile } from '../lint/support/workspace.ts';

const PROMPTFOO = `description: Moods
prompts: ["How does it feel? {{text}}"]
providers: ["openai:gpt-4o-mini"]
tests:
  - vars: { text: It rains }
    assert: [{ type: equals, value: sad }, { type: javascript, value: "true" }]
`;

describe('importing evaluations of other tools', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(() => stubNotifications());
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });
  after(() => rmSync(inWorkspace('rescue'), { recursive: true, force: true }));

  it('writes a sound comparison into a new folder each time, and lists what is lost', async () => {
    const source = writeFile('rescue/promptfooconfig.yaml', PROMPTFOO);
    for (const folder of ['promptfooconfig-imported', 'promptfooconfig-imported-2']) {
      await vscode.commands.executeCommand('tunewright.importEvaluation', source);
      const open = vscode.window.visibleTextEditors.map(({ document }) => document);
      const comparison = open.find(({ uri }) => uri.path.endsWith(`rescue/${folder}/moods.compare.json`));
      assert.ok(comparison, open.map(({ uri }) => uri.path).join(', '));
      assert.deepEqual(vscode.languages.getDiagnostics(comparison.uri), []);
      const lost = open.find(({ uri, languageId }) => uri.scheme === 'untitled' && languageId === 'markdown');
      assert.match(lost?.getText() ?? '', /- \[ \] test 1: the assertion javascript has no counterpart/);
      assert.match(notifications.told.at(-1)?.message ?? '', /2 files .* 1 thing could not be taken over/);
    }
  });

  it('says of another file that it is none', async () => {
    const source = writeFile('rescue/other.yaml', 'a: 1\n');
    await vscode.commands.executeCommand('tunewright.importEvaluation', source);
    assert.match(notifications.told.at(-1)?.message ?? '', /promptfoo/);
  });
});
