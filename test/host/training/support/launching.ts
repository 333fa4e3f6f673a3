import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { JobPageState } from '../../../../src/core/view/jobPage.ts';
import type { LaunchPageState } from '../../../../src/core/view/launchPage.ts';
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
  let latest: JobPageState | undefined;
  channel.on('update', ({ from, events, ...rest }) => {
    if (!latest) return;
    assert.ok(from <= latest.events.length, 'Nothing was left out.');
    latest = { ...latest, ...rest, events: [...latest.events.slice(0, from), ...events] };
    changed.fire();
  });
  latest = await channel.call('ready', undefined);
  assert.ok(latest);
  return {
    channel,
    state: () => latest!,
    until: (holds: (state: JobPageState) => boolean) =>
      until(
        () => holds(latest!),
        changed.event,
        () => assert.fail(JSON.stringify(latest!.header)),
      ),
  };
}
