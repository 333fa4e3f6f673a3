import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CompareHostContract, ComparePageContract } from '../../../src/protocol/compare.ts';
import { type Dialogs, pick } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor } from '../lint/support/workspace.ts';
import { usePages } from '../training/support/pages.ts';
import { linesOf, pickFile } from './support/files.ts';
import { LivePage, openedPage } from './support/livePage.ts';
import { useDialogs } from '../support/useDialogs.ts';

const TOPICS = 6;

describe('a writer, and a judge of what it writes', () => {
  let dialogs: Dialogs;

  usePages();
  useDialogs(one => {
    dialogs = one;
  });

  it('the writer runs over a list of topics, and the judge over what was written, with its variables', async () => {
    const topics = vscode.Uri.file(inWorkspace('judge/topics.csv'));
    dialogs.will(
      pickFile('judge/writer.prompt.json'),
      pick('Go on with these columns'),
      ({ items }) => items[0],
    );
    await vscode.commands.executeCommand('tunewright.runOverDataset', topics);
    assert.deepEqual((await dialogs.nextMessage()).severity, 'info');
    const signs = linesOf('judge/topics_answers.jsonl');
    assert.equal(signs.length, TOPICS);
    assert.ok(signs.every(({ inputs, output }) => inputs.topic !== '' && output !== ''));

    dialogs.will(
      pickFile('judge/judge.prompt.json'),
      // The columns that the writer left are those that the judge asks for, but for the sign itself.
      pick('topic'),
      pick('inputs.topic'),
      pick('answer'),
      pick('output'),
      pick('Go on with these columns'),
      ({ items }) => items[0],
    );
    const written = vscode.Uri.file(inWorkspace('judge/topics_answers.jsonl'));
    await vscode.commands.executeCommand('tunewright.runOverDataset', written);
    assert.deepEqual((await dialogs.nextMessage()).severity, 'info');
    const verdicts = linesOf('judge/topics_answers_answers.jsonl');
    assert.deepEqual(
      verdicts.map(({ inputs }) => [inputs.topic, inputs.answer]),
      signs.map(({ inputs, output }) => [inputs.topic, output]),
    );
    assert.ok(verdicts.every(({ output }) => ['yes', 'no'].includes(JSON.parse(output).good)));
  });

  it('two writers stand side by side, judged by the model, by thumbs and by the ideal answer', async () => {
    await openInEditor(vscode.Uri.file(inWorkspace('judge/signs.compare.json')));
    await vscode.commands.executeCommand('tunewright.openComparison');
    const page: LivePage<ComparePageContract, CompareHostContract> = new LivePage(
      await openedPage('.compare'),
      ['view'],
    );
    page.take('view', (await page.channel.call('ready', {}))!);
    await page.channel.call('run', {});
    const whole = await page.until('view', ({ run, answered, wanted }) => !run && answered === wanted);
    assert.equal(whole.answered, 2 * TOPICS);
    const query = { filter: 'all', text: '', sort: 'order' } as const;
    const rowsNow = () => page.channel.call('rows', { query, from: 0, count: 100 });
    const { rows } = await rowsNow();
    assert.deepEqual(
      rows.map(({ cells }) => cells.map(({ scores }) => scores.map(({ text }) => text).join())),
      Array(TOPICS).fill(['yes', 'no']),
    );

    const [first, second] = rows;
    const at = (caseId: string, slot: number) => ({ caseId, slot, repetition: 0 });
    await page.channel.call('thumb', { ...at(first!.id, 0), thumb: 'up' });
    await page.channel.call('thumb', { ...at(first!.id, 1), thumb: 'down' });
    await page.channel.call('ideal', { caseId: second!.id, text: 'Dogs are welcome on a lead.' });
    await page.until('view', ({ judgedByPerson }) => judgedByPerson === 3);
    const after = (await rowsNow()).rows;
    assert.deepEqual(
      after[0]!.cells.map(({ thumb }) => thumb),
      ['up', 'down'],
    );
    assert.equal(after[1]!.ideal, 'Dogs are welcome on a lead.');
    const said = linesOf('.tunewright/feedback.jsonl');
    assert.deepEqual(
      said.map(({ kind, values }) => [kind, Object.keys(values)]),
      [
        ['thumb', ['topic']],
        ['thumb', ['topic']],
        ['ideal', ['topic']],
      ],
    );
    const cells = linesOf('.tunewright/results/judge--signs.compare.jsonl');
    assert.ok(cells.length >= 2 * TOPICS);
  });
});
