import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, replaceOnce, writeFile } from '../lint/support/workspace.ts';
import type { PreviewHostContract, PreviewPageContract } from '../../../src/protocol/preview.ts';
import { LivePage, openedPage } from '../stories/support/livePage.ts';
import { restorePages, stubPages } from '../training/support/pages.ts';
import { promptText } from './support/prompts.ts';

/** Milliseconds that the extension waits for more to be typed. */
const PAUSE = 25;

describe('the preview of a chat template', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  afterEach(closeAll);

  it('opens beside the editor, once for each prompt, and leaves the keyboard there', async () => {
    const uri = vscode.Uri.file(inWorkspace('book/translate.prompt.json'));
    await openInEditor(uri);
    await vscode.commands.executeCommand('tunewright.previewPrompt');
    await until(() => previews().length === 1, vscode.window.tabGroups.onDidChangeTabs);
    assert.deepEqual(previews(), ['Preview translate.prompt.json']);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await vscode.commands.executeCommand('tunewright.previewPrompt', uri);
    assert.equal(previews().length, 1);
    await vscode.commands.executeCommand(
      'tunewright.previewPrompt',
      vscode.Uri.file(inWorkspace('book/sentiment.prompt.json')),
    );
    await until(() => previews().length === 2, vscode.window.tabGroups.onDidChangeTabs);
  });

  // By the processor time of the thread of all extensions, since other programs of a busy machine take the processor.
  it('follows a keystroke in a template of 200 kB within a tenth of a second', async () => {
    const line = 'Please explain {{ topic }} to {{ items[0] | upper }}, then write more about "it".\n';
    const content = line.repeat(Math.ceil(10_000 / line.length));
    const uri = writeFile('large.prompt.json', promptText(Array(20).fill(content), { topic: {}, items: {} }));
    const editor = await openInEditor(uri);
    assert.ok(editor.document.getText().length > 200_000);
    stubPages();
    try {
      await vscode.commands.executeCommand('tunewright.previewPrompt', uri);
      const page = await openedPage('.preview');
      const live: LivePage<PreviewPageContract, PreviewHostContract> = new LivePage(page, ['state']);
      const now = await live.channel.call('ready', undefined);
      if (now) live.take('state', now);
      await live.until('state', ({ messages }) => messages.length === 20);
      const shares: number[] = [];
      let word = 'explain';
      for (let stroke = 0; stroke < 9; stroke++) {
        const next = `${word}y`;
        const before = process.threadCpuUsage();
        await replaceOnce(editor, `"content": "Please ${word} `, `"content": "Please ${next} `);
        await live.until('state', ({ messages }) => JSON.stringify(messages).includes(next));
        const { user, system } = process.threadCpuUsage(before);
        shares.push(PAUSE + (user + system) / 1000);
        word = next;
      }
      const median = shares.sort((one, other) => one - other)[4]!;
      assert.ok(median < 100, `It took ${shares.map(Math.round).join(', ')} ms.`);
    } finally {
      restorePages();
    }
  });

  it('is offered over the messages', async () => {
    const { document } = await openInEditor(writeFile('lens.prompt.json', promptText(['Hello'])));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title.replace(/^\$\([\w-]+\) /, '')),
      ['Run', 'Preview', 'Chat', 'Compare', 'Run over Dataset', 'Run over Folder'],
    );
    const [lens, ...others] = lenses.filter(one => one.command?.command === 'tunewright.previewPrompt');
    assert.equal(others.length, 0);
    assert.equal(document.getText(lens?.range), '"messages"');
    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments ?? []));
    await until(() => previews().length === 1, vscode.window.tabGroups.onDidChangeTabs);
  });

  it('opens any JSON and any template file by the command', async () => {
    const names = ['request.json', 'alone.njk'];
    for (const name of names) {
      await vscode.commands.executeCommand(
        'tunewright.previewPrompt',
        writeFile(name, promptText(['Hello'])),
      );
    }
    await until(() => previews().length === 2, vscode.window.tabGroups.onDidChangeTabs);
    assert.deepEqual(previews().sort(), ['Preview alone.njk', 'Preview request.json']);
  });
});

function previews(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('tunewright.preview'),
    )
    .map(({ label }) => label);
}
