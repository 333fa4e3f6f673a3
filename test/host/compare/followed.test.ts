import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import type * as vscode from 'vscode';
import { openInEditor, inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { useStubs } from '../support/useStubs.ts';
import { openComparePage } from './support/comparePage.ts';

const FEEDBACK = '.tunewright/feedback.jsonl';
const FILE = {
  variants: [
    { name: 'first', connection: 'sandbox', model: 'sandbox-base' },
    { name: 'second', connection: 'sandbox', model: 'sandbox-base', parameters: { temperature: 0.5 } },
  ],
  cases: [{ dataset: 'cases.jsonl' }],
  graders: [{ type: 'exact_match', name: 'right' }],
};

const CASES = ['one', 'two', 'three'].map(word => ({ text: word, reference: word }));
const lines = (values: readonly unknown[]) => values.map(value => `${JSON.stringify(value)}\n`).join('');

/** A comparison in a folder of its own, and where its results are. */
function writeComparison(folder: string): { file: vscode.Uri; results: string } {
  const template = { messages: [{ role: 'user', content: '{{text}}' }] };
  writeFile(`${folder}/ask.prompt.json`, JSON.stringify(template));
  writeFile(`${folder}/cases.jsonl`, lines(CASES));
  const variants = FILE.variants.map(variant => ({ ...variant, template: 'ask.prompt.json' }));
  const file = writeFile(`${folder}/words.compare.json`, JSON.stringify({ ...FILE, variants }));
  return { file, results: `.tunewright/results/${folder}--words.compare.jsonl` };
}

const answer = (id: string, variant: string, output: string) => ({
  ...{ type: 'cell', case: id, variant, repetition: 0, request: 'elsewhere', output, asked: 'sandbox-base' },
});

describe('a comparison that others work at too', () => {
  useStubs();
  const folders = ['said', 'answered', 'redrawn', 'edited', '.tunewright'];
  after(() => {
    for (const folder of folders) rmSync(inWorkspace(folder), { recursive: true, force: true });
  });

  it('shows what another program says of its answers, and what that takes back', async () => {
    const { file } = writeComparison('said');
    const page = await openComparePage(file);
    await page.channel.call('run', {});
    const [first, second] = await page.rows();
    await page.channel.call('thumb', { caseId: first!.id, slot: 0, repetition: 0, thumb: 'up' });
    await page.until(({ judgedByPerson }) => judgedByPerson === 1);
    const own = JSON.parse(readFileSync(inWorkspace(FEEDBACK), 'utf8').trim().split('\n').at(-1)!);
    const said = [
      { ...own, id: 'elsewhere-1', thumb: 'down' },
      { ...own, id: 'elsewhere-2', kind: 'ideal', case: second!.id, ideal: 'from elsewhere' },
    ];
    appendFileSync(inWorkspace(FEEDBACK), lines(said));
    await page.until(({ judgedByPerson }) => judgedByPerson === 2);
    const rows = await page.rows();
    assert.equal(rows[0]!.cells[0]!.thumb, 'down');
    assert.equal(rows[1]!.ideal, 'from elsewhere');
    appendFileSync(inWorkspace(FEEDBACK), lines(said.map(one => ({ ...one, removed: true }))));
    await page.until(({ judgedByPerson }) => judgedByPerson === 0);
  });

  it('shows answers that another program got, and forgets those that it took away', async () => {
    const { file, results } = writeComparison('answered');
    const page = await openComparePage(file);
    const [first, second] = await page.rows();
    const found = [answer(first!.id, 'first', 'one'), answer(first!.id, 'second', 'else')];
    writeFile(results, lines(found));
    await page.until(({ answered, verdicts }) => answered === 2 && verdicts.length > 0);
    appendFileSync(inWorkspace(results), lines([answer(second!.id, 'first', 'two')]));
    await page.until(({ answered }) => answered === 3);
    assert.deepEqual(
      (await page.rows()).map(({ cells }) => cells.map(({ output }) => output)),
      [
        ['one', 'else'],
        ['two', ''],
        ['', ''],
      ],
    );
    writeFile(results, lines([answer(first!.id, 'second', 'one')]));
    await page.untilRow(first!.id, ({ cells: [gone, kept] }) => {
      const isGone = gone!.output === '' && gone!.scores.length === 0;
      return isGone && kept!.output === 'one' && kept!.scores[0]?.passed === true;
    });
  });

  it('is drawn anew when it or its cases are written by another program, in an editor or not', async () => {
    const { file } = writeComparison('redrawn');
    const page = await openComparePage(file);
    await page.until(({ cases }) => cases === 3);
    writeFile('redrawn/cases.jsonl', lines([{ text: 'zero', reference: 'zero' }, ...CASES]));
    await page.until(({ cases }) => cases === 4);
    const query = { filter: 'all', text: '', sort: 'order' } as const;
    const [, moved] = await page.rows();
    const asked = await page.channel.call('rows', { query, from: 0, count: 1, find: moved!.id });
    assert.equal(asked.found, 1);
    const only = (name: string) =>
      JSON.stringify({
        variants: [{ name, connection: 'sandbox', model: 'sandbox-base' }],
        cases: FILE.cases,
      });
    writeFile('redrawn/words.compare.json', only('closed'));
    await page.until(({ columns }) => columns.length === 1 && columns[0]!.title === 'closed');
    await openInEditor(file);
    writeFile('redrawn/words.compare.json', only('open'));
    await page.until(({ columns }) => columns[0]!.title === 'open');
  });

  it('keeps no comment on an answer that became another while it was written', async () => {
    const { file, results } = writeComparison('edited');
    const page = await openComparePage(file);
    const [first] = await page.rows();
    writeFile(results, lines([answer(first!.id, 'first', 'read')]));
    await page.until(({ answered }) => answered === 1);
    appendFileSync(inWorkspace(results), lines([answer(first!.id, 'first', 'another')]));
    const place = { caseId: first!.id, slot: 0, repetition: 0 };
    await page.untilRow(first!.id, ({ cells }) => cells[0]!.output === 'another');
    await assert.rejects(page.channel.call('comment', { ...place, text: 'Nice.', output: 'read' }));
    await page.channel.call('comment', { ...place, text: 'Nice.', output: 'another' });
    await page.untilRow(first!.id, ({ cells }) => cells[0]!.comment === 'Nice.');
  });
});
