import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ChatHostContract, ChatPageContract } from '../../../src/protocol/chat.ts';
import type { PreviewHostContract, PreviewPageContract } from '../../../src/protocol/preview.ts';
import { type Dialogs, pick } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor } from '../lint/support/workspace.ts';
import { usePages } from '../training/support/pages.ts';
import { linesOf, pickFile } from './support/files.ts';
import { LivePage, openedPage } from './support/livePage.ts';
import { useDialogs } from '../support/useDialogs.ts';

/** Nothing of it may change on its way to the model. */
const TRICKY = `It isn't "open" on <storm> days & {{ nights }}\n\tsays O'Hara 😀`;

describe('from a prompt to a dataset', () => {
  let dialogs: Dialogs;

  usePages();
  useDialogs(one => {
    dialogs = one;
  });

  describe('a template is opened, previewed with values and run, and its answer streams', () => {
    const templates: [why: string, name: string, input: string, value: string, answer: RegExp][] = [
      ['zero-shot', 'translate', 'text', TRICKY, /\S/],
      ['one-shot, in the style of a sample', 'house-style', 'text', TRICKY, /<text>/],
      ['one-shot, in XML', 'card', 'text', TRICKY, /<card>\n {2}<author>/],
      ['few-shot', 'sentiment', 'review', 'Forty minutes late, and no apology.', /^1: /],
      ['primed with turns', 'adventure', 'command', 'look around', /Exits: up, north\./],
    ];
    for (const [why, name, input, value, answer] of templates) {
      it(`${name}: ${why}`, async () => {
        const uri = await opened(`book/${name}.prompt.json`);
        const page = await preview();
        assert.ok(page.last('state')!.inputs.every(({ typed }) => typed === undefined));
        await page.channel.call('setValue', { name: input, text: value });
        await page.until('state', ({ inputs }) => inputs.some(({ typed }) => typed === value));
        const state = (await page.channel.call('ready', undefined))!;
        const shown = state.messages.flatMap(({ texts }) => texts.flatMap(({ pieces }) => pieces));
        assert.ok(shown.some(piece => piece.kind === 'value' && piece.text === value));
        const request = JSON.parse(state.request) as Asked;
        assert.ok(request.messages.at(-1)!.content.includes(value));

        const arrived: string[] = [];
        page.channel.on('delta', ({ text }) => arrived.push(text));
        await vscode.commands.executeCommand('tunewright.runPrompt');
        const { shown: runs } = await page.until('runs', view => !view.live && view.shown.length === 1);
        assert.equal(runs[0]!.answers[0]!.text, arrived.join(''));
        assert.ok(arrived.length > 1, 'It came in pieces.');
        assert.match(arrived.join(''), answer);
        const [kept] = linesOf(`.tunewright/results/book/${name}.prompt.json.runs.jsonl`);
        assert.deepEqual(kept.request.messages, request.messages);
        assert.equal(kept.variables[input], value);
        assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
      });
    }
  });

  it('a chat goes on from the turns of a template, each turn appended', async () => {
    await opened('book/adventure.prompt.json');
    const page = await chat();
    assert.equal(page.last('state')!.opening.length, 5);
    await page.channel.call('send', { text: 'look around' });
    const first = await answered(page, 2);
    assert.equal(first.turns[0]!.value, 'look around');
    await page.channel.call('send', { text: 'climb the ladder' });
    const second = await answered(page, 4);
    assert.match(second.turns[3]!.text, /Exits: down\./);
    // What was said before is asked with, so that the request grows.
    assert.ok(tokensIn(second.turns[3]!.facts) > tokensIn(second.turns[1]!.facts));
  });

  it('a template is asked in a loop, a new value each time and no history', async () => {
    await opened('book/sentiment.prompt.json');
    const page = await chat();
    await page.channel.call('setMode', { mode: 'loop' });
    const reviews = ['We saw two seals.', 'Nice views, but the coffee was cold.', 'We saw two seals.'];
    for (const [index, text] of reviews.entries()) {
      await page.channel.call('send', { text });
      await answered(page, 2 * (index + 1));
    }
    const { turns } = page.last('state')!;
    assert.ok(turns.every(({ alone }) => alone));
    const answers = turns.filter(({ role }) => role === 'assistant');
    assert.equal(tokensIn(answers[0]!.facts), tokensIn(answers[2]!.facts));
    assert.deepEqual(
      answers.map(({ text }) => text[0]),
      ['5', '3', '5'],
    );
  });

  it('a model is asked first which template fits; both steps are shown', async () => {
    await opened('book/choose.prompt.json');
    const page = await preview();
    await page.channel.call('setValue', { name: 'request', text: 'Please make a card of our new book' });
    await page.channel.call('setValue', { name: 'text', text: 'A Hill by Jo Ek, 1999.' });
    await page.until('state', ({ missing }) => missing.length === 0);
    await vscode.commands.executeCommand('tunewright.runPrompt');
    const { shown } = await page.until('runs', view => !view.live && view.shown.length === 1);
    assert.deepEqual(
      shown[0]!.steps.map(({ file, choice }) => [file, choice]),
      [['book/choose.prompt.json', 'card']],
    );
    assert.match(shown[0]!.answers[0]!.text, /<card>/);
  });

  it('documents become one dataset; a line that cannot be trained on is repaired or dropped', async () => {
    const folder = vscode.Uri.file(inWorkspace('book/harbour'));
    dialogs.will(
      pickFile('book/training-pairs.prompt.json'),
      pick('info'),
      pick('As much as the model reads'),
      asked => {
        const [start] = asked.items as vscode.QuickPickItem[];
        assert.match(start?.detail ?? '', /4 requests.*costs nothing/);
        return start;
      },
    );
    await vscode.commands.executeCommand('tunewright.runOverFolder', folder);
    const ended = await dialogs.nextMessage();
    assert.deepEqual([ended.severity, ended.buttons], ['warning', ['Repair or Drop']], ended.text);
    const dataset = 'book/harbour_dataset.jsonl';
    const before = linesOf(dataset);
    assert.ok(before.length >= 2);
    const rejected = linesOf('book/harbour_rejected.jsonl') as { line: string; faults: string[] }[];
    assert.deepEqual(
      rejected.map(({ line }) => line),
      ['Here is one pair:'],
    );
    // Nothing is kept silently: what is dropped is gone by the user's word alone.
    dialogs.will(({ items }) => items[0], pick('Drop'));
    const uri = vscode.Uri.file(inWorkspace('book/harbour_rejected.jsonl'));
    await vscode.commands.executeCommand('tunewright.reviewRejected', uri);
    assert.equal(existsSync(uri.fsPath), false);
    assert.deepEqual(linesOf(dataset), before);
    await vscode.commands.executeCommand('tunewright.lintDataset', vscode.Uri.file(inWorkspace(dataset)));
    const errors = vscode.languages
      .getDiagnostics(vscode.Uri.file(inWorkspace(dataset)))
      .filter(
        ({ severity, code }) =>
          severity === vscode.DiagnosticSeverity.Error &&
          (code as { value: string }).value !== 'dataset/too-few-examples',
      );
    assert.deepEqual(errors, []);
  });
});

interface Asked {
  messages: { role: string; content: string }[];
}

type Preview = LivePage<PreviewPageContract, PreviewHostContract>;
type Chat = LivePage<ChatPageContract, ChatHostContract>;

async function opened(name: string): Promise<vscode.Uri> {
  const { document } = await openInEditor(vscode.Uri.file(inWorkspace(name)));
  return document.uri;
}

/** The preview of the template in front, opened from the palette. */
async function preview(): Promise<Preview> {
  await vscode.commands.executeCommand('tunewright.previewPrompt');
  const page: Preview = new LivePage(await openedPage('.preview'), ['state', 'runs']);
  const state = await page.channel.call('ready', undefined);
  if (state) page.take('state', state);
  await page.until('state', () => true);
  return page;
}

async function chat(): Promise<Chat> {
  await vscode.commands.executeCommand('tunewright.chat');
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

function tokensIn(facts: readonly string[]): number {
  const found = facts.map(fact => /(\d[\d,]*) tokens in/.exec(fact)?.[1]).find(Boolean);
  assert.ok(found, facts.join());
  return Number(found.replaceAll(',', ''));
}
