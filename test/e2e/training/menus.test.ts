import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { makeScratch } from '../../../scripts/lib/scratch.mjs';
import type { Job } from '../../../src/core/jobs/job.ts';
import { launchedJob } from '../../../src/core/jobs/newJob.ts';
import { type JobHappening, reduceJob } from '../../../src/core/jobs/reduceJob.ts';
import { fileJobStore } from '../../../src/node/jobs/fileJobStore.ts';
import { planFor } from '../../core/jobs/support/plans.ts';
import { distinctExamples, FarSandbox } from '../../support/farSandbox.ts';
import { fromRoot } from '../../support/root.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, clickUntilShown, isShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';
import { chooseInMenu, type Means, pressInTitle } from './support/viewMenu.ts';

const FAR = { id: 'far', kind: 'openai', name: 'Far' } as const;

/** Each entry of the menus of our views is chosen, by mouse and by keyboard in turns, and does what it says. */
describe('the menus of the views', function () {
  this.timeout(90_000);
  this.bail(true);
  let workbench: Workbench;
  let far: FarSandbox;
  let train = () => {};
  const mayTrain = new Promise<void>(resolve => (train = resolve));
  /** `VIEW TITLE` of what was chosen. */
  const chosen = new Set<string>();
  const means = (): Means => (chosen.size % 2 === 0 ? 'mouse' : 'keyboard');

  before(async () => {
    far = await FarSandbox.open({ dir: path.join(makeScratch(), 'far'), mayTrain: () => mayTrain });
    workbench = await openWorkbench({
      workspace: 'test/fixtures/workspaceTraining',
      settings: { 'tunewright.connections': [{ ...FAR, baseUrl: far.url }] },
    });
    await workbench.openActivity('Tunewright');
  });
  after(async () => {
    train();
    await workbench?.close();
    await far?.close();
  });

  const row = (view: string, text: string | RegExp) =>
    workbench.view(view).locator('.monaco-list-row').filter({ hasText: text }).first();
  const picks = (title: string) => workbench.quickInput.widget.getByText(title).first();

  /** Chooses an entry of a row's menu until its effect is there. */
  async function choose(view: string, of: Locator, entry: string, effect: Locator): Promise<void> {
    const by = means();
    chosen.add(`${view} ${entry}`);
    await actUntil(async () => {
      if (!(await effect.isVisible())) await chooseInMenu(workbench, of, entry, by);
    }, isShown(effect));
  }

  async function press(view: string, title: string, effect: Locator): Promise<void> {
    const by = means();
    chosen.add(`${view} ${title}`);
    await actUntil(async () => {
      if (!(await effect.isVisible())) await pressInTitle(workbench, workbench.view(view), title, by);
    }, isShown(effect));
  }

  /** Chooses what opens a list or a box, and gives up there. */
  async function ask(view: string, of: Locator, entry: string, title: string): Promise<void> {
    await choose(view, of, entry, picks(title));
    await workbench.quickInput.cancel();
  }

  /** Chooses what asks first: dismissed it does nothing, and confirmed it does it. */
  async function confirm(view: string, of: Locator, entry: string, button: string): Promise<void> {
    const { dialog } = workbench.messages;
    await choose(view, of, entry, dialog);
    await workbench.messages.answerDialog('Cancel');
    assert.ok(await of.isVisible());
    await actUntil(async () => {
      if (!(await dialog.isVisible())) await chooseInMenu(workbench, of, entry, means());
    }, isShown(dialog));
    await workbench.messages.answerDialog(button);
  }

  async function clipboard(of: Locator, view: string, entry: string, wanted: RegExp): Promise<void> {
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    chosen.add(`${view} ${entry}`);
    await actUntil(
      async () => chooseInMenu(workbench, of, entry, means()),
      async () => {
        await workbench.page.waitForFunction(
          async source => new RegExp(source).test(await navigator.clipboard.readText()),
          wanted.source,
          { timeout: 5000 },
        );
      },
    );
  }

  const page = () => workbench.webview();
  const tab = (title: string) => workbench.page.locator('.tabs-container .tab').filter({ hasText: title });

  it('of datasets', async () => {
    const view = 'Datasets';
    const train = row(view, /^train\.jsonl/);
    await train.waitFor();
    await press(view, 'Group by Format', row(view, 'OpenAI chat'));
    await press(view, 'Group by Folder', row(view, /^data/));
    await press(view, 'Refresh Datasets', train);
    await choose(view, train, 'Lint', workbench.page.getByText(/train\.jsonl: 16 examples/).first());
    await choose(view, train, 'Open Dataset Page', page().locator('main').first());
    await ask(view, train, 'Prepare…', 'Prepare');
    await ask(view, train, 'Split…', 'Split');
    await ask(view, train, 'Choose Validation File…', 'alid');
    await clickUntilShown(train.locator('.monaco-tl-twistie'), row(view, 'Validation'));
    await choose(view, train, 'Choose Validation File…', picks('alid'));
    await workbench.quickInput.pick('valid.jsonl');
    await workbench.waitForFile('tunewright.jsonc', text => text.includes('valid.jsonl'));
    chosen.add(`${view} Forget Validation File`);
    await actUntil(
      async () => {
        if (workbench.readFile('tunewright.jsonc').includes('valid.jsonl'))
          await chooseInMenu(workbench, train, 'Forget Validation File', means());
      },
      async () => {
        await workbench.waitForFile('tunewright.jsonc', text => !text.includes('valid.jsonl'));
      },
    );
    await ask(view, train, 'Launch…', 'New Tune');
    await ask(view, train, 'New Comparison', 'Compar');
    await choose(view, train, 'Upload…', picks('Upload Dataset'));
    await workbench.quickInput.pick('Far');
    await workbench.messages.notification('train.jsonl');

    const remote = row(view, 'Files on Far');
    await choose(view, remote, 'Refresh Files', row(view, /train.*jsonl.*fine-tune/));
    const file = row(view, /train.*jsonl.*fine-tune/);
    await clipboard(file, view, 'Copy File ID', /^file-/);
    await confirm(view, file, 'Delete File', 'Delete');
    await file.waitFor({ state: 'hidden' });
    assert.deepEqual(await far.list('files'), []);
  });

  it('of jobs and their models', async () => {
    const view = 'Jobs';
    await far.launch(distinctExamples(21), 'elsewhere');
    const job = row(view, /^elsewhere/);
    await press(view, 'Refresh Jobs', job);
    await choose(view, job, 'Open Job', page().locator('.job-state'));
    await choose(view, job, 'Pause Job', row(view, /^elsewhere.*paused/));
    await choose(view, job, 'Resume Job', row(view, /^elsewhere(?!.*paus)/));
    await choose(view, job, 'Cancel Job', workbench.messages.dialog);
    await workbench.messages.answerDialog('Cancel');
    await ask(view, job, 'Compare Curves…', 'Draw the curves');
    train();
    const result = row(view, 'the resulting model');
    await clickUntilShown(job.locator('.monaco-tl-twistie'), result, 60_000);
    await clipboard(result, view, 'Copy Model Name', /:elsewhere:/);
    await clipboard(row(view, /^Checkpoint/), view, 'Copy Model Name', /ckpt/);
    await choose(view, result, 'Chat', page().getByRole('textbox').first());
    await ask(view, result, 'New Comparison', 'Compar');
    await choose(view, result, 'Continue From This Model', tab('elsewhere.tune.json'));
    await workbench.runCommand('View: Close All Editors');
    await workbench.messages.answerDialog("Don't Save");
    await confirm(view, result, 'Delete Model…', 'Delete the Model');
    await result.waitFor({ state: 'hidden' });
  });

  it('of a job that left files behind', async () => {
    const view = 'Jobs';
    await fileJobStore(path.join(workbench.storage, 'jobs')).create(await leftBehind(far));
    const job = row(view, /^left/);
    await choose(view, job, 'Clone the Tune', tab('left.tune.json'));
    await workbench.runCommand('View: Close All Editors');
    await workbench.messages.answerDialog("Don't Save");
    await ask(view, job, 'Move This Tune…', 'Move');
    await confirm(view, job, 'Delete Unused Files…', 'Delete');
    await workbench.messages.notification('is deleted');
    assert.ok(!(await far.list('files')).some(({ filename }) => filename === 'left.jsonl'));
    await confirm(view, job, 'Take Off the List…', 'Take It Off');
    await job.waitFor({ state: 'hidden' });
  });

  it('of connections and their models', async () => {
    const view = 'Connections';
    const connection = row(view, /^Far/);
    await choose(view, connection, 'Enter Key', picks('Key for Far'));
    await workbench.quickInput.pick('Type or paste it');
    await workbench.quickInput.type('any-key');
    await workbench.quickInput.accept();
    await ask(view, connection, 'Change Address of Connection', 'Address of Far');
    const model = row(view, /^sandbox-base/);
    await choose(view, connection, 'Test Connection', model);
    await clipboard(model, view, 'Copy Model Name', /^sandbox-base$/);
    await choose(view, model, 'Chat', page().getByRole('textbox').first());
    await ask(view, model, 'New Comparison', 'Compar');
    await choose(view, connection, 'Rename Connection', picks('Name of the connection'));
    await workbench.quickInput.type('Farther');
    await workbench.quickInput.accept();
    const renamed = row(view, /^Farther/);
    await renamed.waitFor();
    await confirm(view, renamed, 'Remove Connection', 'Remove');
    await renamed.waitFor({ state: 'hidden' });
    await press(view, 'Add Connection', picks('Add a connection'));
    await workbench.quickInput.cancel();
    await press(view, 'Find Local Servers', workbench.page.getByText(/server/i).first());
  });

  it('of the changes of a dataset', async () => {
    const view = 'Dataset Changes';
    await workbench.editor.open('train.jsonl');
    await workbench.runCommand('Tunewright: Compare Dataset With…');
    await workbench.quickInput.pick('valid.jsonl');
    await workbench.view(view).waitFor();
    await press(view, 'Compare Again', row(view, /./));
    const closed = workbench.view('Jobs');
    await press(view, 'Close Dataset Changes', closed);
    await workbench.view(view).waitFor({ state: 'hidden' });
  });

  it('and none was left out', () => {
    assert.deepEqual([...chosen].sort(), offered());
  });
});

/** `VIEW TITLE` of each command that the manifest offers in our views. */
function offered(): string[] {
  const { contributes } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  const titles = new Map<string, string>(
    contributes.commands.map((one: { command: string; title: string }) => [one.command, one.title]),
  );
  const views = new Map<string, string>(
    contributes.views.tunewright.map((one: { id: string; name: string }) => [one.id, one.name]),
  );
  const items: { command: string; when: string }[] = [
    ...contributes.menus['view/title'],
    ...contributes.menus['view/item/context'],
  ];
  const names = items.map(({ command, when }) => {
    const [, view = ''] = /view == ([\w.]+)/.exec(when) ?? [];
    return `${views.get(view)} ${titles.get(command)}`;
  });
  return [...new Set(names)].sort();
}

/** A job that could not be created, and whose file lies on the connection. */
async function leftBehind(far: FarSandbox): Promise<Job> {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob([distinctExamples(22)]), 'left.jsonl');
  const uploaded = await far.fetch('files', { method: 'POST', body: form });
  const file = (await uploaded.json()) as { id: string };
  const tune = {
    path: '/left/left.tune.json',
    text: '{ "model": "sandbox-base", "training": "left.jsonl" }',
  };
  const plan = planFor({ name: 'left', connectionId: FAR.id, model: 'sandbox-base', tune });
  const happened: JobHappening[] = [
    { kind: 'upload-attempt', role: 'training', remoteName: 'left.jsonl', total: 9 },
    { kind: 'uploaded', role: 'training', file, reused: false, strays: [] },
    {
      kind: 'given-up',
      problem: { code: 'forbidden', message: 'Not for you.', remedy: 'Ask.', retryable: false },
    },
    { kind: 'settled' },
    { kind: 'told' },
  ];
  const now = Date.now();
  return happened.reduce((job, one) => reduceJob(job, one, now), launchedJob('left-1', plan, FAR, now));
}
