import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LaunchPageState } from '../../../../src/core/view/launchPage.ts';
import { type ShownJob, updatedShown, withLog } from '../../../../src/core/view/shownJob.ts';
import type { Channel } from '../../../../src/protocol/channel.ts';
import type { JobHostContract, JobPageContract } from '../../../../src/protocol/job.ts';
import type { LaunchHostContract, LaunchPageContract } from '../../../../src/protocol/launch.ts';
import { until } from '../../lint/support/waiting.ts';
import { writeFile } from '../../lint/support/workspace.ts';
import { type FakePage, openedPage } from './pages.ts';

/** Launches a tune with this text up to the page before the launch, and waits until it has been checked. */
export async function openLaunch(text: string) {
  const uri = writeFile('support.tune.json', text);
  await vscode.commands.executeCommand('tunewright.launchTune', uri);
  const page = await openedPage('.launch');
  const channel = page.connect<LaunchPageContract, LaunchHostContract>({});
  let latest = await channel.call('ready', undefined);
  const changed = new vscode.EventEmitter<void>();
  channel.on('state', state => {
    latest = state;
    changed.fire();
  });
  const next = (holds: (state: LaunchPageState) => boolean) =>
    until(
      () => holds(latest),
      changed.event,
      () => assert.fail(JSON.stringify(latest)),
    );
  await next(({ phase }) => phase === 'ready' || phase === 'broken');
  return { channel, state: latest, latest: () => latest, next };
}

/** Listens to the page of a job. */
export async function openJob(page: FakePage) {
  const channel: Channel<JobPageContract, JobHostContract> = page.connect({});
  const changed = new vscode.EventEmitter<void>();
  let latest: ShownJob | undefined;
  channel.on('update', update => {
    if (!latest) return;
    latest = updatedShown(latest, update);
    assert.ok(latest, 'Nothing was left out.');
    changed.fire();
  });
  const first = await channel.call('ready', { have: undefined });
  assert.ok(first && 'curves' in first);
  latest = first;
  latest = withLog(latest, await channel.call('events', undefined));
  return {
    channel,
    state: () => latest!,
    until: (holds: (state: ShownJob) => boolean) =>
      until(
        () => holds(latest!),
        changed.event,
        () => assert.fail(JSON.stringify(latest!.header)),
      ),
  };
}
