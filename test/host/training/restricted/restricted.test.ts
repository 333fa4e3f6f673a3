import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { NEED_TRUST } from '../../../../src/contributions/needTrust.ts';
import type { DatasetNode } from '../../../../src/extension/datasets/datasetNode.ts';
import type { JobNode } from '../../../../src/extension/jobs/jobNode.ts';
import { distinctExamples, FarSandbox } from '../../../support/farSandbox.ts';
import { notifications, stubQuickPicks } from '../../lint/support/stubs.ts';
import { inWorkspace } from '../../lint/support/workspace.ts';
import { useStubs } from '../../support/useStubs.ts';
import { connect } from '../support/connect.ts';
import { untilJob } from '../support/jobRow.ts';
import { openLaunch } from '../support/launching.ts';
import { rowOf, viewOf } from '../support/views.ts';

const FAR = { id: 'far', kind: 'openai', name: 'Far' } as const;

/** Nothing of such a workspace is sent, nothing is spent and nothing is deleted for good; each way says why. */
describe('datasets and jobs in a workspace that is not trusted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tunewright-restricted-'));
  /** What came to the connection. */
  let asked: string[] = [];
  let far: FarSandbox;
  let train = () => {};
  const mayTrain = new Promise<void>(resolve => (train = resolve));
  let datasets: Awaited<ReturnType<typeof viewOf<DatasetNode>>>;

  before(async () => {
    datasets = await viewOf<DatasetNode>('tunewright.datasets');
    far = await FarSandbox.open({ dir: folder, mayTrain: () => mayTrain });
    far.moment = async request => void asked.push(request);
    await connect([{ ...FAR, baseUrl: far.url }]);
  });
  useStubs();
  beforeEach(() => (asked = []));
  after(async () => {
    train();
    await connect(undefined);
    await far.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('every command that sends, spends or deletes refuses before it asks anything', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    // A list that is asked for would fail: nobody answers it.
    stubQuickPicks();
    const uri = vscode.Uri.file(inWorkspace('data/train.jsonl'));
    const { node } = await rowOf(datasets.provider, 'data', 'train.jsonl');
    for (const [command, why] of Object.entries(NEED_TRUST)) {
      for (const given of [uri, node, undefined]) {
        notifications.told = [];
        await vscode.commands.executeCommand(command, given);
        assert.deepEqual(
          notifications.told.map(({ buttons }) => buttons),
          [['Manage Workspace Trust']],
          command,
        );
        assert.ok(notifications.told[0]!.message.startsWith(why), command);
      }
    }
    assert.deepEqual(asked, []);
  });

  it('a launch is looked into, and its page says why it cannot begin', async () => {
    const text = '{ "connection": "far", "model": "sandbox-base", "training": "data/train.jsonl" }';
    const { state, channel } = await openLaunch(text);
    assert.equal(state.consent, 'blocked');
    assert.match(state.issues[0]!.message, /not trusted/);
    assert.ok(state.sections.length > 0);
    // A page that was tampered with gets no further.
    const { sequence } = state;
    await assert.rejects(channel.call('launch', { sequence, confirmed: true, typed: 'sandbox-base' }));
    assert.deepEqual(asked, []);
  });

  it('a check and an estimate say so too, and read on this machine alone', async () => {
    const tune = vscode.Uri.file(inWorkspace('support.tune.json'));
    for (const command of ['tunewright.checkTune', 'tunewright.estimateTune']) {
      notifications.told = [];
      await vscode.commands.executeCommand(command, tune);
      assert.match(JSON.stringify(notifications.told), /not trusted/, command);
    }
    assert.deepEqual(asked, []);
  });

  it('a dataset that is dropped on another is not uploaded', async () => {
    const train = await rowOf(datasets.provider, 'data', 'train.jsonl');
    const valid = await rowOf(datasets.provider, 'data', 'valid.jsonl');
    const data = new vscode.DataTransfer();
    const { token } = new vscode.CancellationTokenSource();
    await datasets.drag!.handleDrag!([valid.node], data, token);
    await datasets.drag!.handleDrop!(train.node, data, token);
    assert.deepEqual(asked, []);
  });

  it('a job can still be cancelled: that stops the spending', async () => {
    await far.launch(distinctExamples(31), 'running');
    await vscode.commands.executeCommand('tunewright.refreshJobs');
    const { provider } = await viewOf<JobNode>('tunewright.jobs');
    const node = await untilJob(provider, 'running', words => words.includes('can-cancel'));
    notifications.press = 'Cancel the Job';
    await vscode.commands.executeCommand('tunewright.cancelJob', node);
    await untilJob(provider, 'running', words => words.includes('cancelled'));
    const [remote] = (await far.list('fine_tuning/jobs')) as { status?: string }[];
    assert.equal(remote?.status, 'cancelled');
  });
});
