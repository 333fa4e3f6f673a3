import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseCompareFile } from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { closeAll, inWorkspace, openInEditor } from '../lint/support/workspace.ts';

type Picks = Parameters<typeof stubQuickPicks>;

const sample = (name: string) => vscode.Uri.file(inWorkspace(name));
const made: string[] = [];

/** Picks every item that stands for one of these models. */
const models =
  (...names: string[]): Picks[number] =>
  items =>
    items.filter(({ label }) => names.includes(label));

/** Leaves what is proposed. */
const proposed: Picks[number] = items => items.filter(({ picked }) => picked);

/** Runs the command and reads what it made; the paths of the result are those of the workspace. */
async function newComparison(origin: unknown, ...picks: Picks) {
  stubQuickPicks(...picks);
  const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>(
    'tunewright.newComparison',
    origin,
  );
  assert.ok(uri, JSON.stringify(notifications.told));
  const path = vscode.workspace.asRelativePath(uri);
  made.push(path);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  const { file, problems, references } = parseCompareFile(document.getText(), path);
  assert.deepEqual(problems, []);
  return { path, file: file!, files: references.map(one => one.paths[0]), document };
}

describe('new comparison', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    for (const file of made.splice(0))
      if (!file.includes('zero-shot')) rmSync(inWorkspace(file), { force: true });
  });

  it('begins with a template, and proposes columns and graders', async () => {
    const { path, file, files } = await newComparison(
      sample('taste/prefer.prompt.json'),
      labelled('pairs.jsonl'),
      models('sandbox-base'),
      proposed,
    );
    assert.equal(path, 'taste/prefer.compare.json');
    assert.deepEqual(files, ['taste/prefer.prompt.json', 'taste/pairs.jsonl']);
    assert.deepEqual(file.cases, [{ dataset: './pairs.jsonl', reference: 'preferred' }]);
    assert.deepEqual(file.variants, [
      {
        ...{ name: 'sandbox-base', template: './prefer.prompt.json' },
        ...{ connection: 'sandbox', model: 'sandbox-base' },
      },
    ]);
  });

  it('begins with a dataset of conversations, which are sent as they are', async () => {
    const { path, file } = await newComparison(
      { dataset: sample('taste/binary-valid.jsonl') },
      labelled('as they are'),
      models('sandbox-base'),
      proposed,
    );
    assert.equal(path, 'taste/binary-valid.compare.json');
    assert.deepEqual(file.variants, [{ name: 'sandbox-base', connection: 'sandbox', model: 'sandbox-base' }]);
    assert.deepEqual(file.graders, [{ type: 'label', name: 'accuracy', labels: ['false', 'true'] }]);
  });

  it('begins with models, and asks for the rest', async () => {
    const { file, files } = await newComparison(
      { models: [{ connection: 'sandbox', model: 'sandbox-base' }] },
      // The samples hold a comparison of this model already.
      labelled('A new comparison'),
      labelled('translate.prompt.json'),
      labelled('type in'),
      proposed,
      proposed,
    );
    assert.deepEqual(files, ['book/translate.prompt.json']);
    assert.equal(file.variants[0]?.model, 'sandbox-base');
    assert.ok('values' in file.cases[0]! && Object.keys(file.cases[0].values ?? {}).length > 0);
  });

  it('takes the file in front, from the palette', async () => {
    await openInEditor(sample('book/sentiment.prompt.json'));
    const { file } = await newComparison(
      undefined,
      labelled('sentiment.inputs.json'),
      models('sandbox-base'),
      proposed,
    );
    assert.deepEqual(file.cases, [{ inputs: './sentiment.inputs.json' }]);
  });

  it('offers comparisons that are about the same, and adds a model to one', async () => {
    const first = await newComparison(
      sample('taste/prefer.prompt.json'),
      labelled('pairs.jsonl'),
      models('sandbox-base'),
      proposed,
    );
    const second = await newComparison(
      {
        template: sample('taste/prefer.prompt.json'),
        models: [{ connection: 'sandbox', model: 'ft:other' }],
      },
      labelled('prefer.compare.json'),
    );
    assert.equal(second.path, first.path);
    assert.deepEqual(
      second.file.variants.map(({ model, template }) => `${model} ${template}`),
      ['sandbox-base ./prefer.prompt.json', 'ft:other ./prefer.prompt.json'],
    );
    const third = await newComparison(
      sample('taste/prefer.prompt.json'),
      labelled('A new'),
      labelled('pairs.jsonl'),
      proposed,
      proposed,
    ).catch(() => undefined);
    assert.equal(third, undefined, 'Nothing is picked: no model is proposed.');
  });

  it('offers Open and Run over a comparison', async () => {
    const { document } = await openInEditor(sample('taste/zero-shot.compare.json'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.command),
      ['tunewright.openComparison', 'tunewright.runComparison'],
    );
  });

  it('tells a job that is gone', async () => {
    await vscode.commands.executeCommand('tunewright.newComparison', { job: 'nobody' });
    assert.equal(notifications.told.length, 1);
  });
});
