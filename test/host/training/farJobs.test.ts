import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ConnectionNode } from '../../../src/extension/connections/connectionsTree.ts';
import type { JobNode } from '../../../src/extension/jobs/jobNode.ts';
import { distinctExamples, FarSandbox } from '../../support/farSandbox.ts';
import {
  notifications,
  onDidTell,
  stubInputBoxes,
  stubQuickPicks,
  stubSaveDialog,
} from '../lint/support/stubs.ts';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace } from '../lint/support/workspace.ts';
import { openJob, openLaunch } from './support/launching.ts';
import { openedPage } from './support/pages.ts';
import { useStubs } from '../support/useStubs.ts';
import { onceDrawn, rowOf, rowsBelow, viewOf } from './support/views.ts';

const JOBS = 'tunewright.jobs';
const SOON = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const LISTED = {
  object: 'list',
  data: [
    { id: 'sandbox-base', shutdown_date: SOON },
    { id: 'priced', pricing: { finetune: 1000 } },
  ],
};

/** A provider on this machine, reached over HTTP by two connections: one of a kind that pauses jobs, one that does not. */
describe('jobs on a connection', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tunewright-far-'));
  let far: FarSandbox;
  let mayTrain = Promise.resolve();

  before(async function () {
    this.timeout(120_000);
    await viewOf(JOBS);
    far = await FarSandbox.open({ dir: folder, mayTrain: () => mayTrain });
    far.instead = ({ url }) => (url.endsWith('/v1/models') ? Response.json(LISTED) : undefined);
    await setting('connections', [{ id: 'far', kind: 'openai', name: 'Far', baseUrl: far.url }]);
  });
  useStubs();
  afterEach(() => {
    rmSync(inWorkspace('support.tune.json'), { force: true });
  });
  after(async () => {
    await setting('connections', undefined);
    await far.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('that was launched elsewhere', () => {
    let train = () => {};
    let node: JobNode;

    before(async () => {
      mayTrain = new Promise(resolve => (train = resolve));
      await far.launch(distinctExamples(1), 'elsewhere');
    });
    after(() => train());

    it('is found by a refresh, and counted on the icon of the view', async () => {
      await vscode.commands.executeCommand('tunewright.refreshJobs');
      assert.ok(notifications.told.some(({ message }) => message.startsWith('Found: ')));
      const { provider, view } = await viewOf<JobNode>(JOBS);
      const rows = await Promise.all(
        (await rowsBelow(provider)).map(group => rowsBelow(provider, group.node)),
      );
      node = rows.flat().find(({ item }) => item.contextValue?.includes('active'))!.node;
      assert.equal(view.badge?.value, 1);
    });

    it('has the buttons that its provider can do', async () => {
      const words = await untilContext(node, 'can-pause');
      assert.ok(words.includes('can-cancel'));
      assert.ok(!words.includes('planned'), 'Its tune is not known here.');
      await vscode.commands.executeCommand('tunewright.pauseJob', node);
      await untilContext(node, 'can-resume');
      await vscode.commands.executeCommand('tunewright.resumeJob', node);
      await untilContext(node, 'can-pause');
    });

    it('stays what it was while the key is refused, and says so', async () => {
      const { instead } = far;
      far.instead = () =>
        Response.json(
          { error: { message: 'No such key.', type: 'invalid_request_error', code: 'invalid_api_key' } },
          { status: 401 },
        );
      await vscode.commands.executeCommand('tunewright.openJob', node);
      const page = await openJob(await openedPage('.job'));
      await page.until(({ header }) =>
        header.notes.some(({ message }) => message.includes('cannot be seen')),
      );
      assert.equal(page.state().header.group, 'running');
      far.instead = instead;
      await vscode.commands.executeCommand('tunewright.refreshJobs');
      await page.until(({ header }) => header.notes.length === 0);
    });

    it('is followed to its end, which is told once, with what one wants to do next', async () => {
      train();
      const ends = () => notifications.told.filter(({ message }) => message.includes('Far is trained'));
      await until(() => ends().length > 0, onDidTell);
      assert.deepEqual(ends()[0]?.buttons, ['Compare with Base', 'Chat', 'Copy Model Name', 'Open Job']);
      assert.equal(ends().length, 1);
    });
  });

  describe('that is launched here', () => {
    before(async () => {
      await setting('connections', [
        { id: 'plain', kind: 'openai-compatible', name: 'Plain', baseUrl: far.url },
      ]);
      await testConnection('Plain');
    });

    it('is launched from a dying base model only when its name was typed', async () => {
      const { channel, state } = await openLaunch(tune('plain', 'sandbox-base'));
      assert.deepEqual([state.phase, state.consent, state.typed], ['ready', 'typed', 'sandbox-base']);
      const launch = (typed: string) =>
        channel.call('launch', { sequence: state.sequence, confirmed: true, typed });
      const before = (await far.list('fine_tuning/jobs')).length;
      for (const wrong of ['', 'sandbox', 'priced']) await assert.rejects(launch(wrong));
      assert.equal((await far.list('fine_tuning/jobs')).length, before);
      let train = () => {};
      mayTrain = new Promise(resolve => (train = resolve));
      // The page is gone before it is answered.
      void launch(' sandbox-base ').catch(() => {});
      const page = await openJob(await openedPage('.job'));
      await page.until(({ header }) => header.group === 'running');
      assert.deepEqual(page.state().header.actions, ['cancel'], 'This kind of connection pauses nothing.');
      train();
      await page.until(({ header }) => header.isEnded);
      assert.equal(page.state().header.group, 'done');
      assert.ok(!page.state().header.actions.length);
    });

    it('has its curves drawn with those of another job, and saved', async () => {
      const { provider } = await viewOf<JobNode>(JOBS);
      stubQuickPicks(items => items.filter(({ label }) => label === 'elsewhere'));
      const { node } = await rowOf(provider, 'Done', 'far rehearsal');
      await vscode.commands.executeCommand('tunewright.compareCurves', node);
      const page = await openJob(await openedPage('.job'));
      const { compared } = page.state();
      assert.deepEqual(
        compared.map(({ name }) => name),
        ['elsewhere'],
      );
      assert.ok(Object.values(compared[0]!.curves).some(curve => curve.length > 0));
      const saved = vscode.Uri.file(inWorkspace('loss.csv'));
      stubSaveDialog(saved);
      await page.channel.call('saveChart', { name: 'Loss', csv: 'step,loss\n1,2\n' });
      assert.equal(readFileSync(saved.fsPath, 'utf8'), 'step,loss\n1,2\n');
      rmSync(saved.fsPath);
    });

    it('is not launched over the spending cap, which can be raised at once', async () => {
      stubInputBoxes('0.01');
      await vscode.commands.executeCommand('tunewright.setSpendingCap');
      const { state, next, latest } = await openLaunch(tune('plain', 'priced'));
      assert.equal(state.consent, 'blocked');
      assert.ok(state.issues.some(({ message }) => message.includes('$0.01')));
      stubInputBoxes('');
      await vscode.commands.executeCommand('tunewright.setSpendingCap');
      await next(({ phase, consent }) => phase === 'ready' && consent !== 'blocked');
      assert.ok(latest().sections.length > 0);
      assert.equal(vscode.workspace.getConfiguration('tunewright').get('spendingCap'), null);
    });

    it('is in the spending of its month, with every entry', async () => {
      const seen: string[][] = [];
      const look = (label: string | undefined) => (items: readonly vscode.QuickPickItem[]) => {
        seen.push(items.map(item => `${item.label} ${item.description ?? ''}`.trim()));
        return items.find(item => label !== undefined && item.label.includes(label));
      };
      stubQuickPicks(look('Every Entry'), look(undefined));
      await vscode.commands.executeCommand('tunewright.showSpending');
      const [sums, entries] = seen;
      for (const title of ['By connection', 'By kind', 'By project']) assert.ok(sums?.includes(title), title);
      assert.ok(sums?.some(row => row.startsWith('Plain ')));
      assert.ok(sums?.some(row => row.startsWith('Training ')));
      assert.ok(sums?.some(row => row.includes('Set the Cap')));
      assert.ok(entries?.some(row => row.includes('— far rehearsal Training')));
    });
  });
});

function tune(connection: string, model: string): string {
  const hyperparameters = { n_epochs: 1 };
  return JSON.stringify({
    name: 'far rehearsal',
    connection,
    model,
    training: 'data/train.jsonl',
    hyperparameters,
  });
}

async function testConnection(name: string): Promise<void> {
  const { provider } = await viewOf<ConnectionNode>('tunewright.connections');
  await vscode.commands.executeCommand('tunewright.testConnection', (await rowOf(provider, name)).node);
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('tunewright')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** Waits until the words of a job's row, which decide over its buttons, have one among them. */
async function untilContext(node: JobNode, word: string): Promise<string[]> {
  const { provider } = await viewOf<JobNode>(JOBS);
  let words: string[] = [];
  const look = async () => {
    words = ((await provider.getTreeItem(node)).contextValue ?? '').split(' ');
  };
  await until(
    () => words.includes(word),
    onceDrawn(provider, look),
    () => assert.fail(`${word} is not among ${words.join()}`),
  );
  return words;
}
