import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ChatHostContract, ChatPageContract } from '../../../src/protocol/chat.ts';
import { type Dialogs, leave, pick } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor, writeFile } from '../lint/support/workspace.ts';
import { LivePage, openedPage } from '../stories/support/livePage.ts';
import { pages, usePages } from '../training/support/pages.ts';
import { promptText } from './support/prompts.ts';
import { useDialogs } from '../support/useDialogs.ts';

describe('chatting with a template', () => {
  let dialogs: Dialogs;

  usePages();
  useDialogs(one => {
    dialogs = one;
  });

  it('converses, retries, branches, and is there again when its page was closed', async () => {
    const uri = vscode.Uri.file(inWorkspace('book/adventure.prompt.json'));
    const page = await chat(uri);
    await page.channel.call('send', { text: 'look around' });
    const [question, answer] = (await answered(page, 2)).turns;
    await page.channel.call('retry', { turn: answer!.id });
    const retried = await answered(page, 2);
    assert.deepEqual(retried.turns[1]!.branches.length, 2);
    await page.channel.call('editTurn', { turn: question!.id, text: 'climb the ladder' });
    const branched = await answered(page, 2);
    assert.equal(branched.turns[0]!.value, 'climb the ladder');
    assert.equal(branched.turns[0]!.branches.length, 2);
    await page.channel.call('switchTo', { turn: question!.id });
    const back = await page.until('state', ({ turns }) => turns[0]?.value === 'look around');
    assert.equal(back.turns[1]!.branches.length, 2);

    for (const { panel } of pages.splice(0)) panel.dispose();
    const again = await chat(uri);
    const { turns } = again.last('state')!;
    assert.deepEqual(
      turns.map(({ text }) => text),
      back.turns.map(({ text }) => text),
    );
  });

  it('is one page for each template, and begins another conversation on demand', async () => {
    const uri = writeFile('talk.prompt.json', promptText(['Say {{ word }}'], { word: {} }));
    const page = await chat(uri);
    await page.channel.call('send', { text: 'one' });
    await answered(page, 2);
    await vscode.commands.executeCommand('tunewright.chat', uri);
    assert.equal(pages.length, 1);
    await page.channel.call('startNew', undefined);
    assert.equal(pages.length, 2);
    const fresh = await live();
    assert.deepEqual(fresh.last('state')!.turns, []);
  });

  it('an ideal answer is saved as a training example of a dataset', async () => {
    const dataset = writeFile('talks.jsonl', '');
    const uri = writeFile('ideal.prompt.json', promptText(['Say {{ word }}'], { word: {} }));
    const page = await chat(uri);
    await page.channel.call('send', { text: 'hello' });
    const [, answer] = (await answered(page, 2)).turns;
    await page.channel.call('editTurn', { turn: answer!.id, text: 'Hello, and "welcome".' });
    const { turns } = await page.until('state', state => state.turns[1]?.edited === true);
    dialogs.will(leave);
    await page.channel.call('saveExample', { turn: turns[1]!.id });
    assert.equal(readFileSync(dataset.fsPath, 'utf8'), '');
    dialogs.will(pick('talks.jsonl'));
    await page.channel.call('saveExample', { turn: turns[1]!.id });
    assert.match((await dialogs.nextMessage()).text, /line 1 of talks\.jsonl/);
    assert.deepEqual(JSON.parse(readFileSync(dataset.fsPath, 'utf8')).messages, [
      { role: 'user', content: 'Say hello' },
      { role: 'assistant', content: 'Hello, and "welcome".' },
    ]);
  });

  it('a turn becomes a few-shot turn of the template, before its question', async () => {
    const uri = writeFile('shots.prompt.json', promptText(['{{ word }}'], { word: {} }));
    await openInEditor(uri);
    const page = await chat(uri);
    await page.channel.call('send', { text: 'a {{ brace }}' });
    const [, answer] = (await answered(page, 2)).turns;
    await page.channel.call('addToTemplate', { turn: answer!.id });
    const { opening } = await page.until('state', state => state.opening.length === 2);
    assert.deepEqual(
      opening.map(({ role, text }) => [role, text]),
      [
        ['user', 'a {{ brace }}'],
        ['assistant', answer!.text],
      ],
    );
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(document.isDirty, 'Nothing is saved for the user.');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), readFileSync(uri.fsPath, 'utf8'));
  });

  it('talks with a bare model of a connection, and with one of VS Code’s own', async () => {
    const original = vscode.lm.selectChatModels;
    const asked: string[][] = [];
    vscode.lm.selectChatModels = (async () => [
      {
        ...{ id: 'own-model', name: 'Own', vendor: 'test', maxInputTokens: 1000 },
        async sendRequest(messages: vscode.LanguageModelChatMessage[]) {
          asked.push(messages.map(({ content }) => (content[0] as { value: string }).value));
          return {
            text: (async function* () {
              yield 'Yes, ';
              yield 'here.';
            })(),
          };
        },
      },
    ]) as never;
    const settings = vscode.workspace.getConfiguration('tunewright');
    const connection = { id: 'own', kind: 'vscode-lm', name: 'Editor' };
    await settings.update('connections', [connection], vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('tunewright.chat', { connection, model: 'own-model' });
      const page = await live();
      await page.channel.call('send', { text: 'Are you there?' });
      const { turns } = await answered(page, 2);
      assert.equal(turns[1]!.text, 'Yes, here.');
      await page.channel.call('send', { text: 'Still?' });
      await answered(page, 4);
      assert.deepEqual(asked, [['Are you there?'], ['Are you there?', 'Yes, here.', 'Still?']]);
    } finally {
      vscode.lm.selectChatModels = original;
      await settings.update('connections', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

type Chat = LivePage<ChatPageContract, ChatHostContract>;

async function chat(uri: vscode.Uri): Promise<Chat> {
  await vscode.commands.executeCommand('tunewright.chat', uri);
  return live();
}

/** The chat page that was opened last. */
async function live(): Promise<Chat> {
  const page: Chat = new LivePage(await openedPage('.chat'), ['state']);
  const state = await page.channel.call('ready', undefined);
  if (state) page.take('state', state);
  return page;
}

function answered(page: Chat, turns: number) {
  return page.until(
    'state',
    state =>
      state.answering === undefined && state.turns.length === turns && state.turns.at(-1)!.facts.length > 0,
  );
}
