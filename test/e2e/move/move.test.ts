import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench } from '../support/openWorkbench.ts';
import { THEMES, useTheme } from '../support/themes.ts';
import type { Workbench } from '../support/workbench.ts';

/** A tune that moves to a trainer of one's own, a dataset that changes its format, and one that is compared with git. */
describe('data that moves', () => {
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'taste/binary.tune.json' });
    folder = path.join(workbench.workspace, 'taste');
  });
  after(() => workbench?.close());

  it('a tune is moved after a look at the plan', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Tunewright: Move This Tune…');
    await quickInput.pick('TRL');
    const plan = workbench.webview();
    await plan.getByRole('heading', { level: 1 }).waitFor();
    await plan.getByText('Qwen/Qwen3-4B-Instruct-2507').first().waitFor();
    assert.equal(existsSync(path.join(folder, 'binary-trl')), false);
    await inThemes(workbench, 'move-plan');
    await quickInput.pick('Write the folder binary-trl');
    // It is told once all of them are written.
    await workbench.messages.notification('binary-trl is written');
    assert.deepEqual(readdirSync(path.join(folder, 'binary-trl')).sort(), [
      'README.md',
      'config.yaml',
      'requirements.txt',
      'train.jsonl',
      'train.py',
      'validation.jsonl',
    ]);
    await workbench.webview().getByText('python train.py --config config.yaml').first().waitFor();
    await workbench.screenshot('move-readme');
  });

  it('a conversion shows its first examples side by side', async () => {
    const { editor, quickInput } = workbench;
    await editor.open('binary-train.jsonl');
    await workbench.runCommand('Tunewright: Convert Dataset');
    await quickInput.row('ShareGPT').waitFor();
    await workbench.screenshot('convert-offers');
    await quickInput.pick('ShareGPT');
    const preview = workbench.page.locator('.monaco-diff-editor');
    for (const [side, key] of [
      ['original', 'messages'],
      ['modified', 'conversations'],
    ])
      await preview.locator(`.${side} .view-line`).filter({ hasText: key! }).first().waitFor();
    await workbench.screenshot('convert-preview');
    await workbench.messages.answerNotification('Write binary-train.jsonl', 'Convert');
    await workbench.messages.notification('binary-train_sharegpt.jsonl: ');
    assert.match(workbench.readFile('taste/binary-train_sharegpt.jsonl'), /"conversations"/);
  });

  it('a dataset is compared with the last commit', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: workbench.workspace });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'first');
    const example = {
      messages: [
        { role: 'user', content: 'New?' },
        { role: 'assistant', content: 'true' },
      ],
    };
    appendFileSync(path.join(folder, 'binary-train.jsonl'), `${JSON.stringify(example)}\n`);
    await workbench.editor.open('binary-train.jsonl');
    await workbench.runCommand('Tunewright: Compare Dataset With Last Commit');
    await workbench.page.getByRole('treeitem').filter({ hasText: 'New?' }).first().waitFor();
    await workbench.screenshot('dataset-changes');
  });
});

/** Pictures for people to look at, in out/screenshots. */
async function inThemes(workbench: Workbench, what: string): Promise<void> {
  for (const theme of THEMES) {
    await useTheme(workbench, theme);
    await workbench.screenshot(`${what}-${theme.name}`);
  }
}
