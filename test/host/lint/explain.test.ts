import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ruleOf } from '../../../src/core/lint/registry.ts';
import { chat } from './support/datasets.ts';
import { ours, until } from './support/waiting.ts';
import { closeAll, openInEditor, writeFile } from './support/workspace.ts';

describe('explanations', () => {
  afterEach(closeAll);

  it('the hover says why, and what the provider would have said', async () => {
    const uri = writeFile('hover.jsonl', `${chat('One?').replace('"user"', '"User"')}\n`);
    await openInEditor(uri);
    await until(() => ours(uri).length === 1, vscode.languages.onDidChangeDiagnostics);
    const hovers = await hoverAt(uri, ours(uri)[0]!.range.start);
    const text = hovers.flatMap(hover => hover.contents.map(textOf)).join('\n');
    const rule = ruleOf('chat/role-unknown');
    assert.ok(plain(text).includes(plain(rule?.why ?? '?')), text);
    for (const { text: words } of rule?.says ?? []) assert.ok(plain(text).includes(plain(words)), text);
    assert.match(text, /command:tunewright\.showRule/);
  });

  it('the hover whose links work shows nothing of the file, whatever stands in it', async () => {
    const evil = '[x](command:workbench.action.closeAllEditors) <img src=x>';
    const uri = writeFile('evil.jsonl', `${chat('One?').replace('"user"', JSON.stringify(evil))}\n`);
    await openInEditor(uri);
    await until(() => ours(uri).length >= 1, vscode.languages.onDidChangeDiagnostics);
    const contents = (await hoverAt(uri, ours(uri)[0]!.range.start)).flatMap(hover => hover.contents);
    const trusted = contents.filter(one => typeof one !== 'string' && 'isTrusted' in one && one.isTrusted);
    assert.ok(trusted.length > 0);
    assert.doesNotMatch(trusted.map(textOf).join('\n'), /closeAllEditors|<img/);
  });

  it('the id of a rule opens its page', async () => {
    await vscode.commands.executeCommand('tunewright.showRule', 'json/stray-comma');
    await until(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('stray-comma') === true,
      vscode.window.tabGroups.onDidChangeTabs,
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputWebview);
    assert.match(input.viewType, /markdown\.preview/);
  });
});

function hoverAt(uri: vscode.Uri, position: vscode.Position): Thenable<vscode.Hover[]> {
  return vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
}

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

/** Without the marks of Markdown, which escapes set differently. */
function plain(text: string): string {
  return text.replace(/&nbsp;/g, ' ').replace(/[^\p{L}\p{N}]/gu, '');
}
