import assert from 'node:assert/strict';
import path from 'node:path';
import { exampleHash } from '../../../src/core/lint/suppressions.ts';
import type { LintSettings } from '../../../src/core/lint/settings.ts';
import { ALL_ROWS, type RowQuery, type TextChange } from '../../../src/core/view/dataset/datasetView.ts';
import { Channel } from '../../../src/protocol/channel.ts';
import type { LintContract, NoContract } from '../../../src/protocol/lint.ts';
import type { RowsSource } from '../../../src/protocol/rows.ts';
import { lintHandlers } from '../../../src/worker/lintHandlers.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { assistant, chat, system, user } from '../../support/examples.ts';
import { wire } from '../../support/ports.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const SETTINGS: LintSettings = {
  target: 'generic',
  rules: { 'dataset/too-few-examples': { severity: 'off' }, 'json/blank-line': { severity: 'off' } },
};

const LINES = [
  chat(system, user, assistant),
  '',
  chat(user, { ...assistant, weight: 3 }),
  '{broken',
  '{"prompt":"What?","completion":"That."}',
  chat({ role: 'user', content: 'Same?' }, assistant),
  chat({ role: 'user', content: 'Same?' }, assistant),
];

describe('the rows of a dataset', () => {
  for (const kind of ['document', 'file'] as const) {
    describe(`of a ${kind}`, () => {
      it('are counted, named and judged', () =>
        withRows(kind, LINES.join('\n'), async client => {
          const summary = await client.call('summarizeRows', { view: 'v' });
          assert.equal(summary.count, 6);
          assert.equal(summary.format, 'openai-sft');
          assert.equal(summary.checked, true);
          assert.deepEqual(
            summary.formats.map(({ id, count }) => `${id} ${count}`),
            ['openai-sft 4', 'unknown 1', 'prompt-completion 1'],
          );
          const rules = summary.rules.map(({ id, severity, count }) => `${severity} ${id} ${count}`);
          assert.ok(rules.includes('error json/invalid-syntax 1'), rules.join());
          assert.ok(rules.includes('error chat/weight-invalid 1'), rules.join());
          const { rows, total } = await client.call('readRows', { view: 'v', from: 0, count: 100 });
          assert.equal(total, 6);
          assert.deepEqual(
            rows.map(({ index, question, answer }) => `${index} ${question} ${answer}`),
            ['0 Hi Hello', '1 Hi Hello', '2 {broken ', '3 What? That.', '4 Same? Hello', '5 Same? Hello'],
          );
          assert.equal(rows[1]?.findings.error, 1);
          assert.equal(rows[2]?.findings.error, 1);
        }));

      const queries: readonly (readonly [Partial<RowQuery>, number[]])[] = [
        [{ text: 'same' }, [4, 5]],
        [{ finding: 'error', rule: 'chat/weight-invalid' }, [1]],
        [{ rule: 'dataset/duplicate-example' }, [5]],
        [{ role: 'system' }, [0]],
        [{ format: 'prompt-completion' }, [3]],
        [{ format: 'unknown' }, [2]],
        [{ most: 10 }, [2]],
        [{ text: 'nowhere' }, []],
      ];
      for (const [query, expected] of queries) {
        it(`are found by ${JSON.stringify(query)}`, () =>
          withRows(kind, LINES.join('\n'), async client => {
            const near = expected.at(-1) ?? 0;
            const { total, place } = await client.call('findRows', {
              view: 'v',
              query: { ...ALL_ROWS, ...query },
              near,
            });
            assert.equal(total, expected.length);
            assert.equal(place, expected.length === 0 ? undefined : expected.length - 1);
            const { rows } = await client.call('readRows', { view: 'v', from: 0, count: 10 });
            assert.deepEqual(
              rows.map(({ index }) => index),
              expected,
            );
          }));
      }

      it('are laid out with what is wrong, at the message that it is about', () =>
        withRows(kind, LINES.join('\n'), async client => {
          const { example } = await client.call('readExample', { view: 'v', index: 1 });
          assert.equal(example?.line, 2);
          assert.deepEqual(
            example?.findings.map(({ rule, turn, range }) => `${rule} ${turn} ${range.start.line}`),
            [`chat/weight-invalid 1 ${kind === 'document' ? 2 : 0}`],
          );
          const none = await client.call('readExample', { view: 'v', index: 99 });
          assert.equal(none.example, undefined);
        }));

      it('say where a place of them stands', () =>
        withRows(kind, LINES.join('\n'), async client => {
          const { range } = await client.call('readExample', { view: 'v', index: 1, path: ['messages', 1] });
          const written = LINES[2]!.slice(range!.start.character, range!.end.character);
          assert.deepEqual(JSON.parse(written), { ...assistant, weight: 3 });
          assert.equal(range!.start.line, 2);
        }));
    });
  }

  it('of a document are changed by one edit of their line', () =>
    withRows('document', LINES.join('\n'), async client => {
      const { edit } = await client.call('planChange', {
        view: 'v',
        index: 4,
        change: change('Hello', 'Goodbye'),
      });
      const after = applyEditsToLines(LINES, [edit!]);
      assert.deepEqual(
        after.flatMap((line, at) => (line === LINES[at] ? [] : [at])),
        [5],
      );
      assert.equal(JSON.parse(after[5]!).messages[1].content, 'Goodbye');
      const gone = await client.call('planChange', { view: 'v', index: 4, change: change('Hallo', 'x') });
      assert.equal(gone.edit, undefined);
    }));

  it('of a document tell what the linter would say of a draft', () =>
    withRows('document', LINES.join('\n'), async client => {
      const ask = (after: string) =>
        client.call('checkDraft', { view: 'v', index: 4, change: change('Hello', after) });
      assert.deepEqual((await ask('Fine.')).findings, []);
      const { findings } = await ask('');
      assert.deepEqual(
        findings.map(({ rule, turn, range }) => `${rule} ${turn} ${range.start.line}`),
        ['chat/content-empty 1 5'],
      );
      const { edit } = await client.call('planChange', {
        view: 'v',
        index: 4,
        change: change('Hello', 'Hello'),
      });
      assert.equal(edit?.newText, '');
    }));

  it('of a document follow its edits, and what was found before is told from what holds', () =>
    withRows('document', LINES.join('\n'), async client => {
      await client.call('findRows', { view: 'v', query: { ...ALL_ROWS, text: 'same' } });
      const end = { line: 4, character: 0 };
      await client.call('change', {
        uri: 'a',
        version: 2,
        edits: [{ range: { start: { line: 0, character: 0 }, end }, newText: '' }],
      });
      const { version, rows } = await client.call('readRows', { view: 'v', from: 0, count: 10 });
      assert.equal(version, 2);
      assert.deepEqual(rows, []);
      const again = await client.call('findRows', { view: 'v', query: { ...ALL_ROWS, text: 'same' } });
      assert.equal(again.total, 2);
      assert.equal((await client.call('summarizeRows', { view: 'v' })).count, 3);
    }));

  it('of a JSON array are its objects', async () => {
    const array = JSON.stringify([JSON.parse(LINES[0]!), JSON.parse(LINES[4]!)], null, 2);
    for (const kind of ['document', 'file'] as const) {
      await withRows(kind, array, async client => {
        const { total } = await client.call('findRows', {
          view: 'v',
          query: { ...ALL_ROWS, role: 'system' },
        });
        assert.equal(total, 1, kind);
        const { example } = await client.call('readExample', { view: 'v', index: 1 });
        assert.equal(example?.shown.format, 'prompt-completion', kind);
      });
    }
    await withRows('document', array, async client => {
      const place = { path: ['completion'], from: 0 };
      const { edit } = await client.call('planChange', {
        view: 'v',
        index: 1,
        change: { place, before: 'That.', after: 'This.' },
      });
      assert.equal(applyEditsToLines(array.split('\n'), [edit!]).join('\n'), array.replace('That.', 'This.'));
    });
  });

  it('of a file leave out what is suppressed', () =>
    withFolder({ 'a.jsonl': LINES.join('\n') }, async folder => {
      const suppressions = ['dataset/duplicate-example', 'chat/weight-invalid'].map((rule, at) => ({
        rule,
        example: exampleHash(LINES[at === 0 ? 6 : 2]!),
        reason: 'meant',
      }));
      const client = connect();
      await openRows(client, { path: path.join(folder, 'a.jsonl'), settings: { ...SETTINGS, suppressions } });
      for (const index of [1, 5]) {
        const { example } = await client.call('readExample', { view: 'v', index });
        assert.deepEqual(example?.findings, []);
      }
      const { rules } = await client.call('summarizeRows', { view: 'v' });
      assert.deepEqual(
        rules.map(({ id }) => id),
        ['json/invalid-syntax', 'shape/mixed-formats'],
      );
      await client.call('closeRows', { view: 'v' });
    }));

  it('of a file that is checked are found as far as that has come, and all once it is done', async function () {
    this.timeout(180_000);
    const faulty = chat(user, { ...assistant, weight: 3 });
    const lines = Array.from({ length: 40_000 }, (_, index) => (index % 2 === 0 ? faulty : LINES[0]));
    await withFolder({ 'a.jsonl': `\n${lines.join('\n')}\n` }, async folder => {
      const client = connect();
      const settings = {
        ...SETTINGS,
        rules: { ...SETTINGS.rules, 'dataset/duplicate-example': { severity: 'off' } },
      } as const;
      await client.call('openRows', { view: 'v', source: { path: path.join(folder, 'a.jsonl'), settings } });
      const stop = new AbortController();
      const check = client.call(
        'checkRows',
        { view: 'v' },
        { signal: stop.signal, onProgress: share => share > 0.3 && stop.abort() },
      );
      await assert.rejects(check, { code: 'cancelled' });
      const partial = await client.call('summarizeRows', { view: 'v' });
      assert.equal(partial.checked, false);
      assert.ok(partial.checkedCount > 100 && partial.checkedCount < 40_000, String(partial.checkedCount));
      const find = (query: Partial<RowQuery>) =>
        client.call('findRows', { view: 'v', query: { ...ALL_ROWS, ...query } }).then(({ total }) => total);
      const half = [Math.floor(partial.checkedCount / 2), Math.ceil(partial.checkedCount / 2)];
      for (const query of [
        { finding: 'error' },
        { rule: 'chat/weight-invalid' },
        { finding: 'none' },
        { role: 'system' },
      ] as const)
        assert.ok(half.includes(await find(query)), JSON.stringify(query));
      assert.equal(await find({ role: 'user' }), partial.checkedCount);
      assert.equal(await find({ text: 'hello' }), 40_000);
      // It goes on where it was left, and what was found stays.
      const shares: number[] = [];
      const onProgress = (share: number) => shares.push(share);
      const rest = client.call('checkRows', { view: 'v' }, { onProgress });
      const { checkedCount } = await client.call('summarizeRows', { view: 'v' });
      assert.ok(checkedCount >= partial.checkedCount, `${checkedCount} after ${partial.checkedCount}`);
      await rest;
      assert.ok(shares.length > 0 && shares.every(share => share > 0.3), shares.slice(0, 3).join());
      const whole = await client.call('summarizeRows', { view: 'v' });
      assert.deepEqual([whole.checked, whole.checkedCount], [true, 40_000]);
      assert.equal(await find({ finding: 'error' }), 20_000);
      assert.equal(await find({ finding: 'none' }), 20_000);
      await client.call('closeRows', { view: 'v' });
    });
  });

  it('of a page that is closed while its check stands still are let go', async () => {
    const text = LINES.join('\n').repeat(300);
    await withFolder({ 'a.jsonl': text }, async folder => {
      const client = connect();
      const source = { path: path.join(folder, 'a.jsonl'), settings: SETTINGS };
      await client.call('openRows', { view: 'v', source });
      const stop = new AbortController();
      const options = { signal: stop.signal, onProgress: () => stop.abort() };
      await assert.rejects(client.call('checkRows', { view: 'v' }, options), { code: 'cancelled' });
      await client.call('closeRows', { view: 'v' });
      const { checkedCount } = await client.call('openRows', { view: 'v', source });
      assert.equal(checkedCount, 0);
      await client.call('closeRows', { view: 'v' });
    });
  });

  it('of a page that is closed are read no more', () =>
    withRows('file', LINES.join('\n'), async client => {
      await client.call('closeRows', { view: 'v' });
      await assert.rejects(client.call('summarizeRows', { view: 'v' }), { code: 'not-found' });
    }));

  it('a million short lines are found soon, and each is read from where it stands', async function () {
    this.timeout(180_000);
    const count = 1_000_000;
    const lines = Array.from({ length: count }, (_, index) => `{"text":"${index}"}`);
    await withFolder({ 'million.jsonl': `${lines.join('\n')}\n` }, async folder => {
      const client = connect();
      const source = { path: path.join(folder, 'million.jsonl'), settings: SETTINGS };
      const { count: found } = await client.call('openRows', { view: 'v', source });
      assert.equal(found, count);
      const { rows } = await client.call('readRows', { view: 'v', from: 765_432, count: 2 });
      assert.deepEqual(
        rows.map(({ question }) => question),
        ['765432', '765433'],
      );
      await client.call('closeRows', { view: 'v' });
    });
  });
});

function change(before: string, after: string): TextChange {
  return { place: { path: ['messages', 1, 'content'], from: 0 }, before, after };
}

type Client = Channel<NoContract, LintContract>;

function connect(): Client {
  const [near, far] = wire();
  new Channel<LintContract, NoContract>(far, lintHandlers());
  return new Channel<NoContract, LintContract>(near, {});
}

async function openRows(client: Client, source: RowsSource): Promise<void> {
  await client.call('openRows', { view: 'v', source });
  await client.call('checkRows', { view: 'v' });
}

async function withRows(
  kind: 'document' | 'file',
  text: string,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  await withFolder({ 'a.jsonl': text }, async folder => {
    const client = connect();
    const file = path.join(folder, 'a.jsonl');
    if (kind === 'file') await openRows(client, { path: file, settings: SETTINGS });
    else {
      const opened = { uri: 'a', version: 1, name: 'a.jsonl', source: { path: file }, settings: SETTINGS };
      await client.call('open', opened);
      await openRows(client, { uri: 'a' });
    }
    await use(client);
    await client.call('closeRows', { view: 'v' });
  });
}
