import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JobNode } from '../../../src/extension/jobs/jobNode.ts';
import { distinctExamples, FarSandbox } from '../../support/farSandbox.ts';
import { notifications, restoreStubs, stubNotifications } from '../lint/support/stubs.ts';
import { closeAll, inWorkspace } from '../lint/support/workspace.ts';
import { connect } from './support/connect.ts';
import { untilJob } from './support/jobRow.ts';
import { openLaunch } from './support/launching.ts';
import { usePages } from './support/pages.ts';
import { rowOf, rowsBelow, viewOf } from './support/views.ts';

/** What cannot be brought back is asked for, done on the connection, and not offered any more afterwards. */
describe('cancelling and deleting', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tunewright-deleting-'));
  let far: FarSandbox;
  let mayTrain = Promise.resolve();
  let view: Awaited<ReturnType<typeof viewOf<JobNode>>>;
  usePages();

  before(async function () {
    this.timeout(120_000);
    view = await viewOf<JobNode>('tunewright.jobs');
    far = await FarSandbox.open({ dir: folder, mayTrain: () => mayTrain });
    await connect([{ id: 'deleting', kind: 'openai', name: 'Deleting', baseUrl: far.url }]);
  });
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
    rmSync(inWorkspace('support.tune.json'), { force: true });
  });
  after(async () => {
    await connect(undefined);
    await far.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a job is cancelled when that was confirmed, and goes on when it was not', async () => {
    let train = () => {};
    mayTrain = new Promise(resolve => (train = resolve));
    await far.launch(distinctExamples(11), 'unwanted');
    await vscode.commands.executeCommand('tunewright.refreshJobs');
    const node = await untilRow('unwanted', words => words.includes('can-cancel'));
    await vscode.commands.executeCommand('tunewright.cancelJob', node);
    assert.deepEqual(asked(), ['Cancel the Job']);
    assert.match(notifications.told.at(-1)!.message, /unwanted on Deleting/);
    assert.ok((await words(node)).includes('can-cancel'), 'It was dismissed, so the job goes on.');
    notifications.press = 'Cancel the Job';
    await vscode.commands.executeCommand('tunewright.cancelJob', node);
    await untilRow('unwanted', all => all.includes('cancelled'));
    const [remote] = await far.list('fine_tuning/jobs');
    assert.equal((remote as unknown as { status: string }).status, 'cancelled');
    train();
    mayTrain = Promise.resolve();
    // One that has ended is not asked about.
    notifications.told = [];
    await vscode.commands.executeCommand('tunewright.cancelJob', node);
    assert.deepEqual(notifications.told, []);
  });

  it('a model is deleted when that was confirmed, and is offered nowhere any more', async () => {
    await far.launch(distinctExamples(12), 'doomed');
    await vscode.commands.executeCommand('tunewright.refreshJobs');
    const job = await untilRow('doomed', all => all.includes('tuned'));
    const result = () => rowsBelow(view.provider, job).then(rows => rows.find(isResult)?.node);
    const node = await result();
    assert.ok(node && (await words(node)).includes('deletable'));
    const tuned = async () => (await far.list('models')).filter(({ id }) => id.includes(':doomed:'));
    assert.equal((await tuned()).length, 1);
    await vscode.commands.executeCommand('tunewright.deleteModel', node);
    assert.deepEqual(asked(), ['Delete the Model']);
    assert.equal((await tuned()).length, 1);
    notifications.press = 'Delete the Model';
    await vscode.commands.executeCommand('tunewright.deleteModel', node);
    assert.deepEqual(await tuned(), []);
    assert.equal(await result(), undefined);
    assert.ok(!(await words(job)).includes('tuned'));
    // Found again, it has no model again.
    await vscode.commands.executeCommand('tunewright.refreshJobs');
    assert.equal(await result(), undefined);
  });

  it('files that a launch left behind are named, deleted when that was confirmed, and named no more', async () => {
    far.instead = ({ method, url }) =>
      method === 'POST' && url.endsWith('/jobs')
        ? Response.json(
            { error: { message: 'Not for you.', code: 'training_not_available' } },
            { status: 403 },
          )
        : undefined;
    const { channel, state } = await openLaunch(
      JSON.stringify({
        ...{ name: 'refused', connection: 'deleting', model: 'sandbox-base', training: 'data/train.jsonl' },
        hyperparameters: { n_epochs: 1 },
      }),
    );
    const before = new Set((await far.list('files')).map(({ id }) => id));
    const consent = { confirmed: true, typed: state.typed ?? '' };
    // The page is gone before it is answered.
    void channel.call('launch', { sequence: state.sequence, ...consent }).catch(() => {});
    const node = await untilRow('refused', all => all.includes('strays'));
    far.instead = () => undefined;
    const left = async () => (await far.list('files')).map(({ id }) => id).filter(id => !before.has(id));
    assert.equal((await left()).length, 1);
    const { item } = await rowOf(view.provider, 'Failed', 'refused');
    assert.ok(
      String((item.tooltip as vscode.MarkdownString)?.value ?? item.tooltip).includes((await left())[0]!),
    );
    await vscode.commands.executeCommand('tunewright.deleteUnusedFiles', node);
    assert.deepEqual(asked(), ['Delete']);
    assert.equal((await left()).length, 1);
    notifications.press = 'Delete';
    await vscode.commands.executeCommand('tunewright.deleteUnusedFiles', node);
    assert.deepEqual(await left(), []);
    assert.ok(!(await words(node)).includes('strays'));
    notifications.told = [];
    await vscode.commands.executeCommand('tunewright.deleteUnusedFiles', node);
    assert.deepEqual(asked(), [], 'There is nothing to ask any more.');
  });

  async function words(node: JobNode): Promise<string[]> {
    return ((await view.provider.getTreeItem(node)).contextValue ?? '').split(' ');
  }

  const untilRow = (name: string, holds: (words: string[]) => boolean) =>
    untilJob(view.provider, name, holds);
});

/** The buttons of the last question; what stands below it comes before them. */
function asked(): unknown[] {
  return (notifications.told.at(-1)?.buttons ?? []).filter(button => typeof button === 'string');
}

function isResult({ node }: { node: JobNode }): boolean {
  return node.kind === 'result';
}
