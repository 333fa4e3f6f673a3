import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  labelled,
  notifications,
  restoreStubs,
  stubEditorsBehind,
  stubInputBoxes,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, replaceOnce, writeFile } from '../lint/support/workspace.ts';

/** A copy of a sample that a test may change: what is edited may be saved by the editor at any time. */
function copyOf(name: string): vscode.Uri {
  const text = readFileSync(sample(name).fsPath, 'utf8');
  return writeFile(`taste/copy-of-${name}.tune.json`, text);
}

const sample = (name: string) => vscode.Uri.file(inWorkspace(`taste/${name}.tune.json`));

/** Our diagnostics as `rule text-that-is-underlined`. */
function found(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === 'tunewright')
    .map(({ code, range }) => `${String(code)} ${document.getText(range)}`);
}

function untilFound(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  return until(
    () => found(document).join('\n') === expected.join('\n'),
    vscode.languages.onDidChangeDiagnostics,
    () => assert.deepEqual(found(document), expected),
  );
}

describe('tunes in the editor', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  it('finds nothing wrong with the samples', async () => {
    for (const name of ['binary', 'pairwise', 'preferences', 'graded']) {
      const { document } = await openInEditor(copyOf(name));
      assert.equal(document.languageId, 'jsonc');
      await replaceOnce(
        vscode.window.activeTextEditor!,
        '"connection": "sandbox"',
        '"connection": "nowhere"',
      );
      await untilFound(document, ['tune/connection "nowhere"']);
      await replaceOnce(vscode.window.activeTextEditor!, '"nowhere"', '"sandbox"');
      await untilFound(document, []);
      await closeAll();
    }
  });

  it('underlines what would be refused, where it stands', async () => {
    const editor = await openInEditor(copyOf('preferences'));
    await replaceOnce(editor, '"method": "dpo"', '"method": "supervised"');
    await replaceOnce(editor, '"preferences.jsonl"', '"gone.jsonl"');
    await untilFound(editor.document, ['tune/file "gone.jsonl"', 'launch/hyperparameters "beta"']);
  });

  it('completes what only this machine knows', async () => {
    const editor = await openInEditor(sample('binary'));
    const labelsAt = async (before: string) => {
      const text = editor.document.getText();
      const position = editor.document.positionAt(text.indexOf(before) + before.length);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        position,
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.ok((await labelsAt('"connection": "')).includes('"sandbox"'));
    assert.ok((await labelsAt('"training": "')).includes('"pairwise-train.jsonl"'));
    assert.ok((await labelsAt('"hyperparameters": { "')).includes('"beta"'));
  });

  it('offers Check, Estimate and Launch over a tune', async () => {
    const { document } = await openInEditor(sample('binary'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.command).filter(id => id?.endsWith('Tune')),
      ['tunewright.checkTune', 'tunewright.estimateTune', 'tunewright.launchTune', 'tunewright.moveTune'],
    );
  });

  it('estimates what a launch would cost', async () => {
    await vscode.commands.executeCommand('tunewright.estimateTune', sample('binary'));
    const [told] = notifications.told;
    const { detail } = (told?.buttons[0] ?? {}) as unknown as { detail: string };
    for (const part of ['60 examples', 'nothing: Sandbox', 'no cap'])
      assert.ok(detail.includes(part), detail);
  });

  it('shows what a check finds in the datasets where the tune names them', async () => {
    const tune = copyOf('pairwise');
    const editor = await openInEditor(tune);
    await replaceOnce(editor, '"pairwise-train.jsonl"', '"../review-preferences/pairs.jsonl"');
    await vscode.commands.executeCommand('tunewright.checkTune', tune);
    await untilFound(editor.document, [
      'preflight/file-errors "../review-preferences/pairs.jsonl"',
      // The two are looked at as a pair: one of them is no validation file for the other.
      'preflight/file-errors "pairwise-valid.jsonl"',
      'preflight/file-warnings "../review-preferences/pairs.jsonl"',
    ]);
    await replaceOnce(editor, '"../review-preferences/pairs.jsonl"', '"pairwise-train.jsonl"');
    await editor.document.save();
    await untilFound(editor.document, []);
  });

  /** Answers what is asked of a new tune with a grader. */
  function answerSteps(suffix: string): void {
    stubQuickPicks(
      labelled('graded-train.jsonl'),
      labelled('Sandbox'),
      labelled('sandbox-base'),
      labelled('reinforcement'),
      labelled('graded-valid.jsonl'),
    );
    stubInputBoxes(suffix);
  }

  it('builds a new tune step by step', async () => {
    answerSteps('stepwise');
    await vscode.commands.executeCommand('tunewright.newTune');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, inWorkspace('taste/stepwise.tune.json'));
    assert.match(editor.document.getText(), /"validation": "graded-valid.jsonl"[\s\S]*item\.favorite/);
    await untilFound(editor.document, []);
  });

  it('leaves another file in front that was opened meanwhile, and offers to open the new tune', async () => {
    answerSteps('behind');
    stubEditorsBehind();
    await vscode.commands.executeCommand('tunewright.newTune');
    assert.match(readFileSync(inWorkspace('taste/behind.tune.json'), 'utf8'), /graded-train\.jsonl/);
    assert.deepEqual(
      notifications.told.map(({ buttons }) => buttons),
      [['Open']],
    );
  });

  it('goes back from each step of a new tune, and keeps what was answered', async () => {
    const back = () => vscode.QuickInputButtons.Back;
    const places: string[] = [];
    const active: string[] = [];
    const seen =
      (next: ReturnType<typeof labelled>): ReturnType<typeof labelled> =>
      (items, asked) => {
        const list = asked as vscode.QuickPick<vscode.QuickPickItem>;
        places.push(`${list.step}/${list.totalSteps} ${list.buttons.length}`);
        active.push(list.activeItems[0]?.label ?? '');
        return next(items, asked);
      };
    const toTheEnd = [labelled('supervised'), labelled('binary-valid.jsonl')];
    const steps = [
      ...[labelled('graded-train.jsonl'), back],
      ...[labelled('binary-train.jsonl'), labelled('Sandbox'), labelled('sandbox-base'), ...toTheEnd],
      ...[back, ...toTheEnd],
    ];
    stubQuickPicks(...steps.map(seen));
    stubInputBoxes(vscode.QuickInputButtons.Back, 'there-and-back');
    await vscode.commands.executeCommand('tunewright.newTune');
    assert.deepEqual(places, [
      ...['1/6 0', '2/6 1', '1/6 0', '2/6 1', '3/6 1', '4/6 1', '5/6 1'],
      ...['5/6 1', '4/6 1', '5/6 1'],
    ]);
    assert.match(active[2]!, /graded-train/);
    assert.deepEqual(active.slice(7), ['binary-valid.jsonl', active[8], 'binary-valid.jsonl']);
    assert.match(active[8]!, /supervised/);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /"training": "binary-train\.jsonl"[\s\S]*"validation": "binary-valid\.jsonl"/);
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.fsPath,
      inWorkspace('taste/there-and-back.tune.json'),
    );
  });

  it('leaves nothing behind when a new tune is given up', async () => {
    const before = await vscode.workspace.findFiles('**/*.tune.json');
    stubQuickPicks(labelled('graded-train.jsonl'), labelled('Sandbox'), () => undefined);
    await vscode.commands.executeCommand('tunewright.newTune');
    assert.equal((await vscode.workspace.findFiles('**/*.tune.json')).length, before.length);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('shows what was spent', async () => {
    let labels: string[] = [];
    stubQuickPicks(items => {
      labels = items.map(({ label }) => label);
      return undefined;
    });
    await vscode.commands.executeCommand('tunewright.showSpending');
    assert.ok(
      labels.includes('In all') && labels.some(label => label.includes('Set the Cap')),
      labels.join(),
    );
  });
});
