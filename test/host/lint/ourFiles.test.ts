import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { stubNotifications, restoreStubs } from './support/stubs.ts';
import { until } from './support/waiting.ts';
import { closeAll, deleteFile, openInEditor, writeFile } from './support/workspace.ts';

interface Case {
  file: string;
  /** A file of ours with `¦` where something is to be completed: a key or a value. */
  text: string;
  /** What must be among the offers there. */
  offers: string;
}

const CASES: readonly Case[] = [
  { file: 'tunewright.jsonc', text: '{ "ru¦" }', offers: 'rules' },
  { file: 'tunewright.jsonc', text: '{ "target": "¦" }', offers: 'together' },
  { file: 'tunewright.jsonc', text: '{ "datasets": [{ "files": "*.jsonl", "¦" }] }', offers: 'validation' },
  {
    file: 'tunewright.jsonc',
    text: '{ "datasets": [{ "files": "*.jsonl", "format": "¦" }] }',
    offers: 'openai-sft',
  },
  {
    file: 'tunewright.jsonc',
    text: '{ "datasets": [{ "files": "*.jsonl", "method": "¦" }] }',
    offers: 'dpo',
  },
  { file: 'tunewright.jsonc', text: '{ "rules": { "¦" } }', offers: 'json/stray-comma' },
  { file: 'tunewright.jsonc', text: '{ "rules": { "json/stray-comma": "¦" } }', offers: 'off' },
  { file: 'ours.tune.json', text: '{ "¦" }', offers: 'training' },
  { file: 'ours.tune.json', text: '{ "method": "¦" }', offers: 'dpo' },
  { file: 'ours.prompt.json', text: '{ "¦" }', offers: 'messages' },
  { file: 'ours.prompt.json', text: '{ "messages": [{ "role": "¦" }] }', offers: 'assistant' },
  { file: 'ours.compare.json', text: '{ "¦" }', offers: 'variants' },
  { file: 'ours.grader.json', text: '{ "¦" }', offers: 'type' },
  { file: 'ours.grader.json', text: '{ "type": "¦" }', offers: 'exact_match' },
];

/** Files with one wrong value. It is underlined by the schema alone: what it says is not said twice. */
const WRONG: readonly { file: string; text: string; wrong: string }[] = [
  { file: 'tunewright.jsonc', text: '{ "target": 7 }', wrong: '7' },
  { file: 'tunewright.jsonc', text: '{ "rules": { "json/stray-comma": "loud" } }', wrong: '"loud"' },
  {
    file: 'tunewright.jsonc',
    text: '{ "datasets": [{ "files": "*.jsonl", "method": "magic" }] }',
    wrong: '"magic"',
  },
  { file: 'ours.tune.json', text: '{ "connection": "sandbox", "model": "m", "training": 5 }', wrong: '5' },
  { file: 'ours.prompt.json', text: '{ "messages": "none" }', wrong: '"none"' },
  { file: 'ours.compare.json', text: '{ "variants": "none", "cases": "a.csv" }', wrong: '"none"' },
  { file: 'ours.grader.json', text: '{ "type": "magic" }', wrong: '"magic"' },
];

describe('files of ours as the editor helps to write them', () => {
  let uri: vscode.Uri | undefined;

  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    if (uri) deleteFile(uri);
  });

  for (const { file, text, offers } of CASES) {
    it(`${file} offers ${offers} in ${text}`, async () => {
      uri = writeFile(file, text.replace('¦', ''));
      const { document } = await openInEditor(uri);
      const at = document.positionAt(text.indexOf('¦'));
      // The language server of JSON begins with its first document, and tells nobody when: it is asked until it answers.
      let labels: string[] = [];
      const giveUp = AbortSignal.timeout(60_000);
      while (!labels.includes(offers) && !giveUp.aborted) labels = await labelsAt(uri, at);
      assert.ok(labels.includes(offers), labels.join(', '));
    });
  }

  for (const { file, text, wrong } of WRONG) {
    it(`${file} has ${wrong} underlined in ${text}`, async () => {
      uri = writeFile(file, text);
      const { document } = await openInEditor(uri);
      const said = () => vscode.languages.getDiagnostics(document.uri);
      const sources = () =>
        said()
          .filter(({ range }) => document.getText(range) === wrong)
          .map(({ source }) => source);
      // The schema's word comes later than ours, which is then taken back.
      await until(
        () => sources().length > 0 && !sources().includes('tunewright'),
        vscode.languages.onDidChangeDiagnostics,
        () => assert.fail(JSON.stringify(said())),
      );
    });
  }
});

async function labelsAt(uri: vscode.Uri, at: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
}
