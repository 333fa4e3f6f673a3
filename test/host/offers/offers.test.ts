import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { choose, lightBulb } from '../lint/support/codeActions.ts';
import { chat, chats } from '../lint/support/datasets.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubInputBoxes,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { findingsOf, ours, until, untilFindings } from '../lint/support/waiting.ts';
import { closeAll, deleteFile, inWorkspace, openInEditor, writeFile } from '../lint/support/workspace.ts';

const everything = (items: readonly vscode.QuickPickItem[]) =>
  items.filter(item => item.kind !== vscode.QuickPickItemKind.Separator);
const top = new vscode.Range(0, 0, 0, 1);

/** Opens a file that a project file speaks of, and waits for a rule to find something in it. */
async function openWith(folder: string, project: object, text: string, rule: string): Promise<vscode.Uri> {
  writeFile(`${folder}/tunewright.jsonc`, JSON.stringify(project));
  const uri = writeFile(`${folder}/train.jsonl`, text);
  await openInEditor(uri);
  await untilRule(uri, rule);
  return uri;
}

function untilRule(uri: vscode.Uri, rule: string): Promise<void> {
  return until(
    () => findingsOf(uri).some(one => one.startsWith(`${rule}@`)),
    vscode.languages.onDidChangeDiagnostics,
    () => assert.fail(`${rule} is not among: ${findingsOf(uri).join(', ')}`),
  );
}

describe('what the light bulb offers beside fixes', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    deleteFile(vscode.Uri.file(inWorkspace('tunewright.jsonc')));
  });

  it('converts a file that is of another format than its target takes', async () => {
    const uri = await openWith(
      'offers/convert',
      { target: 'openai' },
      '{"instruction":"Add.","input":"1 and 2","output":"3"}\n',
      'shape/method-mismatch',
    );
    notifications.press = 'Convert';
    stubQuickPicks(labelled('OpenAI chat'));
    await choose(await lightBulb(uri, top), /^Convert dataset…$/);
    assert.deepEqual(JSON.parse(readFileSync(inWorkspace('offers/convert/train_openai-sft.jsonl'), 'utf8')), {
      messages: [
        { role: 'user', content: 'Add.\n1 and 2' },
        { role: 'assistant', content: '3' },
      ],
    });
  });

  it('converts preference rows of notebooks into what is read', async () => {
    const row = {
      messages: [{ role: 'user', content: 'A: Fog. B: Sun.' }],
      preferred: 'A',
      rejected: 'B',
    };
    const uri = await openWith(
      'offers/notebook',
      { target: 'openai' },
      `${JSON.stringify(row)}\n`,
      'preference/key-names',
    );
    const found = ours(uri).find(({ range }) => range.start.character > 0)!;
    notifications.press = 'Convert';
    stubQuickPicks(labelled('OpenAI preference'));
    await choose(await lightBulb(uri, found.range), /^Convert dataset…$/);
    const written = readFileSync(inWorkspace('offers/notebook/train_openai-dpo.jsonl'), 'utf8');
    assert.deepEqual(JSON.parse(written), {
      input: { messages: row.messages },
      preferred_output: [{ role: 'assistant', content: 'A' }],
      non_preferred_output: [{ role: 'assistant', content: 'B' }],
    });
  });

  it('writes a copy for the one target that refuses', async () => {
    const muted = chat('Hi?').replace('"assistant"', '"assistant","weight":true');
    const twice = chat('Hi?').replace(/\]\}$/, ',{"role":"assistant","content":"More."}]}');
    const uri = await openWith(
      'offers/copy',
      { targets: ['openai', 'together'], rules: { 'dataset/too-few-examples': 'off' } },
      `${twice}\n${muted}\n`,
      'chat/consecutive-same-role',
    );
    const found = ours(uri).find(({ code }) => JSON.stringify(code).includes('consecutive-same-role'))!;
    stubQuickPicks(everything, labelled('One file'));
    await choose(await lightBulb(uri, found.range), /^Write a copy for together$/);
    const [first = '', second = ''] = readFileSync(
      inWorkspace('offers/copy/train_prepared.jsonl'),
      'utf8',
    ).split('\n');
    assert.equal((JSON.parse(first) as { messages: unknown[] }).messages.length, 2);
    assert.match(second, /"weight":\s*1/);
    // What is there stays as it is.
    assert.equal(readFileSync(uri.fsPath, 'utf8'), `${twice}\n${muted}\n`);
  });

  it('suppresses a finding for a reason, which stays with its example', async () => {
    const uri = await openWith(
      'offers/suppress',
      { rules: { 'dataset/too-few-examples': 'off' } },
      `${chat('One?')},\n${chats(2)}`,
      'json/stray-comma',
    );
    stubInputBoxes('It is the example of the lesson.');
    await choose(
      await lightBulb(uri, ours(uri)[0]!.range),
      /^Suppress json\/stray-comma here, with a reason$/,
    );
    await untilFindings(uri, []);
    const { project } = parseProjectFile(
      readFileSync(inWorkspace('offers/suppress/tunewright.jsonc'), 'utf8'),
    );
    const [suppression] = project.suppressions ?? [];
    assert.equal(suppression?.reason, 'It is the example of the lesson.');
    // The line may move: what is suppressed is the example.
    const editor = vscode.window.visibleTextEditors.find(
      one => one.document.uri.toString() === uri.toString(),
    )!;
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `${chat('Zero?')}\n`));
    await until(
      () => editor.document.lineCount === 5 && ours(uri).length === 0,
      vscode.languages.onDidChangeDiagnostics,
    );
  });

  it('does nothing without a reason', async () => {
    const uri = await openWith(
      'offers/noReason',
      { rules: { 'dataset/too-few-examples': 'off' } },
      `${chat('One?')},\n`,
      'json/stray-comma',
    );
    stubInputBoxes(undefined);
    const before = readFileSync(inWorkspace('offers/noReason/tunewright.jsonc'), 'utf8');
    await choose(await lightBulb(uri, ours(uri)[0]!.range), /^Suppress /);
    assert.equal(readFileSync(inWorkspace('offers/noReason/tunewright.jsonc'), 'utf8'), before);
    assert.equal(existsSync(inWorkspace('tunewright.jsonc')), false);
  });

  it('leads from a validation example to its twin in the training file', async () => {
    writeFile('offers/pair/valid.jsonl', `${chat('Question 1?')}\n${chat('Elsewhere?')}\n`);
    const uri = await openWith(
      'offers/pair',
      {
        datasets: [{ files: './train.jsonl', validation: 'valid.jsonl' }],
        rules: { 'dataset/too-few-examples': 'off' },
      },
      chats(4),
      'cross-file/train-valid-overlap',
    );
    const twin = ours(uri).find(({ code }) => JSON.stringify(code).includes('train-valid-overlap'))!;
    const [related] = twin.relatedInformation ?? [];
    assert.equal(related?.location.uri.fsPath, inWorkspace('offers/pair/valid.jsonl'));
    assert.equal(related?.location.range.start.line, 0);
  });

  const completed: [what: string, file: string, text: string, wanted: string[]][] = [
    [
      'a target of one’s own',
      'offers/own.target.json',
      '{ "id": "own", "title": "Ours", "updated": "2026-11-01", "byteOrderMark": "" }',
      ['"wanted"'],
    ],
    ['a grader', 'offers/own.grader.json', '{ "type": "" }', ['"exact_match"', '"judge"', '"score_model"']],
  ];
  for (const [what, file, text, wanted] of completed) {
    it(`completes ${what} from its schema`, async () => {
      const uri = writeFile(file, text);
      const { document } = await openInEditor(uri);
      const labelsAt = async (offset: number) => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          uri,
          document.positionAt(offset),
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      };
      // The language server of JSON begins with its first document, so it is asked until it answers.
      let values: string[] = [];
      for (let attempt = 0; attempt < 50 && !values.includes(wanted[0]!); attempt++)
        values = await labelsAt(text.lastIndexOf('""') + 1);
      for (const one of wanted) assert.ok(values.includes(one), values.join(', '));
    });
  }
});
