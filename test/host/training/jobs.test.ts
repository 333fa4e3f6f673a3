import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { JobNode } from '../../../src/extension/jobs/jobNode.ts';
import { notifications, onDidTell } from '../lint/support/stubs.ts';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace, openInEditor, replaceOnce, writeFile } from '../lint/support/workspace.ts';
import { openJob, openLaunch } from './support/launching.ts';
import { openedPage } from './support/pages.ts';
import { useStubs } from '../support/useStubs.ts';
import { rowOf, rowsBelow, viewOf } from './support/views.ts';

const VIEW = 'tunewright.jobs';

describe('launching and following a job', () => {
  before(() => viewOf(VIEW));
  useStubs();
  afterEach(() => {
    rmSync(inWorkspace('support.tune.json'), { force: true });
  });

  it('shows the truth before a launch, launches once, and follows the job to its model', async function () {
    this.timeout(240_000);
    const { channel, state } = await openLaunch(tune());
    assert.deepEqual(
      [state.phase, state.consent, state.issues.map(issue => issue.severity)],
      ['ready', 'free', ['info']],
    );
    // The training file is told first.
    const told = state.sections.flatMap(({ facts }) => facts.map(fact => [fact.label, fact.value] as const));
    const facts = new Map(told.reverse());
    assert.equal(facts.get('Examples'), '16');
    assert.equal(facts.get('Price'), 'free');
    assert.equal(facts.get('Epochs'), '2');
    assert.match(facts.get('Spending cap') ?? '', /none/);

    const { sequence } = state;
    await assert.rejects(channel.call('launch', { sequence: sequence - 1, confirmed: false, typed: '' }));
    const launch = () => channel.call('launch', { sequence, confirmed: false, typed: '' });
    // The page is gone before anybody could answer it.
    void launch().catch(() => {});
    await assert.rejects(launch());
    const job = await openedPage('.job');
    const page = await openJob(job);
    await page.until(({ header }) => header.isEnded);
    const { header, events, checkpoints } = page.state();
    assert.equal(header.state, 'succeeded', JSON.stringify(header));
    assert.match(header.model ?? '', /rehearsal/);
    assert.ok(events.some(({ metrics }) => metrics?.values.train_loss !== undefined));
    assert.ok(checkpoints.length > 0);
    assert.ok(header.facts.some(({ label, value }) => label === 'Training file' && /sha256/.test(value)));

    const { provider } = await viewOf<JobNode>(VIEW);
    const done = await rowsBelow(provider, (await rowOf(provider, 'Done')).node);
    assert.equal(done[0]?.label, 'rehearsal');
    const below = await rowsBelow(provider, done[0]!.node);
    assert.equal(below[0]?.label, header.model);
    assert.ok(below.length > 1, 'Its checkpoints are below it.');
    await until(
      () => notifications.told.some(({ buttons }) => buttons.includes('Copy Model Name')),
      onDidTell,
    );
    await vscode.commands.executeCommand('tunewright.copyJobModel', below[0]!.node);
    assert.equal(await vscode.env.clipboard.readText(), header.model);
  });

  it('clones the tune and continues from the model in files that are not saved yet', async () => {
    const { provider } = await viewOf<JobNode>(VIEW);
    const { node } = await rowOf(provider, 'Done', 'rehearsal');
    await vscode.commands.executeCommand('tunewright.cloneTune', node);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), tune());
    assert.equal(vscode.window.activeTextEditor?.document.isUntitled, true);
    await vscode.commands.executeCommand('tunewright.continueFromModel', node);
    const { model } = JSON.parse(vscode.window.activeTextEditor?.document.getText() ?? '');
    assert.match(model, /rehearsal/);
  });

  it('wants warnings confirmed', async () => {
    const text = readFileSync(inWorkspace('data/train.jsonl'), 'utf8');
    writeFile('twice.jsonl', `${text}${text.split('\n')[0]}\n`);
    const { channel, state } = await openLaunch(tune({ training: 'twice.jsonl' }));
    rmSync(inWorkspace('twice.jsonl'));
    assert.equal(state.consent, 'asked');
    const { sequence } = state;
    await assert.rejects(channel.call('launch', { sequence, confirmed: false, typed: '' }));
  });

  it('blocks on errors, leads to them, and checks again when they are mended', async () => {
    const { channel, state, next } = await openLaunch(tune({ training: 'faulty.jsonl' }));
    assert.equal(state.consent, 'blocked');
    const index = state.issues.findIndex(({ place }) => place === 'faulty.jsonl');
    assert.ok(index >= 0, JSON.stringify(state.issues));
    await assert.rejects(channel.call('launch', { sequence: state.sequence, confirmed: true, typed: '' }));
    await channel.call('showIssue', { sequence: state.sequence, issue: index });
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('/faulty.jsonl'));

    const editor = await openInEditor(vscode.Uri.file(inWorkspace('support.tune.json')));
    const mended = next(({ phase, consent }) => phase === 'ready' && consent !== 'blocked');
    await replaceOnce(editor, 'faulty.jsonl', 'data/train.jsonl');
    await mended;
  });

  it('tells what is wrong with a tune that cannot be launched at all', async () => {
    const { state } = await openLaunch('{ "model": 3 }');
    assert.equal(state.phase, 'broken');
    assert.ok(state.issues.every(({ place }) => place?.includes('of the tune')));
  });

  it('takes a job off the list after asking', async () => {
    const { provider } = await viewOf<JobNode>(VIEW);
    const { node } = await rowOf(provider, 'Done', 'rehearsal');
    await vscode.commands.executeCommand('tunewright.removeJob', node);
    await rowOf(provider, 'Done', 'rehearsal');
    notifications.press = 'Take It Off';
    const original = vscode.window.showWarningMessage;
    vscode.window.showWarningMessage = (async () => 'Take It Off') as never;
    try {
      await vscode.commands.executeCommand('tunewright.removeJob', node);
    } finally {
      vscode.window.showWarningMessage = original;
    }
    await assert.rejects(rowOf(provider, 'Done', 'rehearsal'));
  });
});

function tune(other: object = {}): string {
  const tune = {
    ...{ name: 'rehearsal', connection: 'sandbox', model: 'sandbox-base', suffix: 'rehearsal' },
    ...{ training: 'data/train.jsonl', validation: 'data/valid.jsonl', hyperparameters: { n_epochs: 2 } },
    ...other,
  };
  return `${JSON.stringify(tune, undefined, 2)}\n`;
}
