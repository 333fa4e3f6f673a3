import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChatHostContract, ChatPageContract } from '../../../src/protocol/chat.ts';
import type { JobHostContract, JobPageContract } from '../../../src/protocol/job.ts';
import type { LaunchHostContract, LaunchPageContract } from '../../../src/protocol/launch.ts';
import { type Dialogs, pick } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor } from '../lint/support/workspace.ts';
import { usePages } from '../training/support/pages.ts';
import { LivePage, openedPage } from './support/livePage.ts';
import { useDialogs } from '../support/useDialogs.ts';

/** The tuned model answers these as it was taught. */
const TITLES = ['The Lighthouse at the End of the Harbour', 'How to Win at Everything'];

describe('a model that was tuned', () => {
  let dialogs: Dialogs;

  usePages();
  useDialogs(one => {
    dialogs = one;
  });

  it('is launched for a price that is known, followed to its name, and asked in a loop', async function () {
    this.timeout(180_000);
    const model = await tuned();
    await openInEditor(vscode.Uri.file(inWorkspace('taste/favourite.prompt.json')));
    await vscode.commands.executeCommand('tunewright.chat');
    const page: LivePage<ChatPageContract, ChatHostContract> = new LivePage(await openedPage('.chat'), [
      'state',
    ]);
    page.take('state', (await page.channel.call('ready', undefined))!);
    dialogs.will(pick('Sandbox'), pick(model));
    await page.channel.call('chooseModel', undefined);
    await page.channel.call('setMode', { mode: 'loop' });
    await page.channel.call('setParameters', {
      text: '{ "temperature": 0, "stop": ["\\n"], "max_tokens": 5 }',
    });
    for (const [index, text] of TITLES.entries()) {
      await page.channel.call('send', { text });
      await page.until(
        'state',
        ({ answering, turns }) => answering === undefined && turns.length === 2 * (index + 1),
      );
    }
    const answers = page.last('state')!.turns.filter(({ role }) => role === 'assistant');
    for (const { text, facts, alone, note } of answers) {
      assert.equal(note, undefined);
      assert.match(text, /^(true|false)$/);
      assert.ok(facts.join(' · ').includes(model), facts.join());
      assert.equal(alone, true);
    }
  });
});

/** Launches a tune of the samples, once it is known to cost nothing, and waits for its model. */
async function tuned(): Promise<string> {
  const uri = vscode.Uri.file(inWorkspace('taste/binary.tune.json'));
  await vscode.commands.executeCommand('tunewright.launchTune', uri);
  const launch: LivePage<LaunchPageContract, LaunchHostContract> = new LivePage(await openedPage('.launch'), [
    'state',
  ]);
  launch.take('state', await launch.channel.call('ready', undefined));
  const { sequence, sections, consent } = await launch.until('state', ({ phase }) => phase === 'ready');
  const facts = new Map(sections.flatMap(section => section.facts.map(({ label, value }) => [label, value])));
  assert.equal(facts.get('Price'), 'free');
  const confirmed = consent === 'asked';
  // The page is gone before anybody could answer it.
  void launch.channel.call('launch', { sequence, confirmed, typed: '' }).catch(() => {});
  const job: LivePage<JobPageContract, JobHostContract> = new LivePage(await openedPage('.job'), ['update']);
  const first = await job.channel.call('ready', { have: undefined });
  if (first) job.take('update', { ...first, from: 0 } as never);
  const { header } = await job.until('update', update => update.header.isEnded);
  assert.equal(header.state, 'succeeded', JSON.stringify(header));
  return header.model!;
}
