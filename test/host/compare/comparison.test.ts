import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { labelled, notifications, stubEditorsBehind, stubQuickPicks } from '../lint/support/stubs.ts';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { useStubs } from '../support/useStubs.ts';
import { openComparePage } from './support/comparePage.ts';

const MOODS = [
  ['what a wonderful and lovely morning', 'glad'],
  ['everything is broken and it rains again', 'sad'],
  ['a wonderful gift, I love it', 'glad'],
  ['my bike is broken, and it rains on me', 'sad'],
];

const prompt = (system: string) => ({
  temperature: 0,
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: 'I love it, what a wonderful day' },
    { role: 'assistant', content: 'glad' },
    { role: 'user', content: 'It rains and everything is broken' },
    { role: 'assistant', content: 'sad' },
    { role: 'user', content: '{{text}}' },
  ],
});

/** A comparison of two prompts over four moods, in a folder of its own. */
function writeComparison(folder: string, more: object = {}): vscode.Uri {
  const json = (name: string, value: unknown) => writeFile(`${folder}/${name}`, JSON.stringify(value));
  json('short.prompt.json', prompt('Answer with one word.'));
  json('long.prompt.json', prompt('You tell the mood of a text. Answer with one word: glad or sad.'));
  writeFile(
    `${folder}/cases.jsonl`,
    MOODS.map(([text, reference]) => `${JSON.stringify({ text, reference })}\n`).join(''),
  );
  return json('mood.compare.json', {
    variants: [
      { name: 'short', template: 'short.prompt.json' },
      { name: 'long', template: 'long.prompt.json' },
    ],
    cases: [{ dataset: 'cases.jsonl' }],
    graders: [{ type: 'label', name: 'mood', labels: ['glad', 'sad'] }],
    ...more,
  });
}

const linesOf = (file: string) =>
  readFileSync(inWorkspace(file), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describe('a comparison in the editor', () => {
  useStubs();
  after(() => {
    for (const folder of ['moods', 'behind', 'pairs', 'stopped', 'batch', 'broken', '.tunewright'])
      rmSync(inWorkspace(folder), { recursive: true, force: true });
  });

  it('is run, judged, and becomes data', async () => {
    const file = writeComparison('moods');
    const page = await openComparePage(file);
    await page.until(({ nextRun }) => nextRun?.startsWith('8 answers') ?? false);
    await page.channel.call('run', {});
    assert.equal(page.view().answered, 8);
    const rows = await page.rows();
    assert.ok(rows.every(row => row.cells.every(cell => cell.scores.length === 1)));
    assert.ok(page.view().verdicts.length > 0);
    await page.channel.call('thumb', { caseId: rows[0]!.id, slot: 0, repetition: 0, thumb: 'up' });
    await page.channel.call('ideal', { caseId: rows[1]!.id, text: 'gloomy' });
    await page.until(({ judgedByPerson }) => judgedByPerson === 2);

    stubQuickPicks(
      labelled('in this comparison'),
      labelled('None'),
      items => items.filter(({ picked }) => picked),
      labelled('Write 2 examples'),
    );
    await page.channel.call('makeDataset', {});
    assert.match(notifications.told.at(-1)?.message ?? '', /2 rows/);
    const written = linesOf('moods/mood-sft.jsonl');
    assert.deepEqual(
      written.map(({ messages }) => messages.at(-1).content),
      [rows[0]!.cells[0]!.output, 'gloomy'],
    );
    assert.equal(written[0].messages[0].content, 'Answer with one word.');
    assert.equal(linesOf('moods/mood-sft.origins.jsonl').length, 2);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inWorkspace('moods/mood-sft.jsonl'));
  });

  it('becomes data though another editor is opened meanwhile, and the data are offered', async () => {
    const file = writeComparison('behind');
    const page = await openComparePage(file);
    await page.channel.call('run', {});
    const [first] = await page.rows();
    await page.channel.call('thumb', { caseId: first!.id, slot: 0, repetition: 0, thumb: 'up' });
    stubQuickPicks(
      labelled('in this comparison'),
      labelled('None'),
      items => items.filter(({ picked }) => picked),
      labelled('Write 1 example'),
    );
    stubEditorsBehind();
    await page.channel.call('makeDataset', {});
    assert.equal(linesOf('behind/mood-sft.jsonl').length, 1);
    assert.deepEqual(
      notifications.told.map(({ buttons }) => buttons[0]),
      ['Open'],
    );
  });

  it('makes pairs of what a grader passes and fails, without held-out cases', async () => {
    const file = writeComparison('pairs', {
      variants: [
        { name: 'short', template: 'short.prompt.json' },
        { name: 'cut', template: 'short.prompt.json', parameters: { stop: ['glad', 'sad'] } },
      ],
    });
    const page = await openComparePage(file);
    await page.channel.call('run', {});
    const held = {
      messages: [
        { role: 'user', content: MOODS[2]![0] },
        { role: 'assistant', content: 'glad' },
      ],
    };
    writeFile('pairs/valid.jsonl', `${JSON.stringify(held)}\n`);
    stubQuickPicks(
      labelled('mood'),
      labelled('Pairs'),
      labelled('None'),
      items => items.filter(({ label }) => label === 'pairs/valid.jsonl'),
      items => {
        assert.ok(items.some(({ label }) => label.includes('kept for evaluation')));
        return items[0];
      },
    );
    await vscode.commands.executeCommand('tunewright.makeDatasetFromFeedback', file);
    assert.match(notifications.told.at(-1)?.message ?? '', /rows/);
    const pairs = linesOf('pairs/mood-dpo.jsonl');
    assert.equal(pairs.length, 3);
    assert.ok(!JSON.stringify(pairs).includes(MOODS[2]![0]!));
  });

  it('is stopped, and goes on where it was', async () => {
    const file = writeComparison('stopped', { repetitions: 20, concurrency: 1 });
    const page = await openComparePage(file);
    const run = page.channel.call('run', {});
    await page.until(({ run: state }) => (state?.done ?? 0) > 0);
    await page.channel.call('stop', {});
    await run;
    const kept = linesOf('.tunewright/results/stopped--mood.compare.jsonl').length;
    assert.ok(kept > 0 && kept < 160, `${kept}`);
    await page.channel.call('run', {});
    assert.equal(page.view().answered, 160);
    const lines = linesOf('.tunewright/results/stopped--mood.compare.jsonl');
    assert.equal(
      new Set(lines.map(one => JSON.stringify([one.case, one.variant, one.repetition]))).size,
      160,
    );
    assert.equal(lines.filter(({ problem }) => !problem).length, 160);
  });

  it('is run as a batch', async () => {
    const page = await openComparePage(writeComparison('batch'));
    await page.until(({ batchRun }) => batchRun?.startsWith('8 answers') ?? false);
    await page.channel.call('run', { batch: true });
    assert.equal(page.view().answered, 8);
    const [first, ...rest] = linesOf('.tunewright/results/batch--mood.compare.jsonl');
    assert.deepEqual([first.type, first.hashes.length, rest.at(-1).ended], ['batch', 8, true]);
  });

  it('says what is wrong with a file, and is read again when that is mended', async () => {
    const file = writeComparison('broken', { cases: [{ dataset: 'gone.jsonl' }] });
    const page = await openComparePage(file);
    await page.until(({ faults }) => faults.length === 1);
    const editor = await vscode.window.showTextDocument(file);
    const text = editor.document.getText();
    const at = editor.document.positionAt(text.indexOf('gone.jsonl'));
    await editor.edit(edit =>
      edit.replace(new vscode.Range(at, at.translate(0, 'gone.jsonl'.length)), 'cases.jsonl'),
    );
    await editor.document.save();
    await page.until(({ faults, cases }) => faults.length === 0 && cases === 4);
  });
});
