import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LintReport } from '../../src/core/lint/report.ts';
import type { LintSettings } from '../../src/core/lint/settings.ts';
import { lineRange } from '../../src/core/text/range.ts';
import { Channel } from '../../src/protocol/channel.ts';
import { EDITOR_LIMIT, type LintContract, type NoContract } from '../../src/protocol/lint.ts';
import { lintHandlers } from '../../src/worker/lintHandlers.ts';
import { brief } from '../support/lint.ts';
import { wire } from '../support/ports.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const PAIR = '{"prompt":"a","completion":"b"}';
const SETTINGS: LintSettings = {
  target: 'generic',
  rules: { 'dataset/too-few-examples': { severity: 'off' } },
};

describe('the lint worker', () => {
  it('reads a saved document from disk and keeps up with its edits', () =>
    withFolder({ 'a.jsonl': `${PAIR},\n` }, async folder => {
      const client = connect();
      const report = await open(client, { path: path.join(folder, 'a.jsonl') });
      assert.deepEqual(brief(report), ['json/stray-comma@1:31-32']);
      assert.deepEqual(report.held, { lines: 2, units: PAIR.length + 1 });
      assert.equal(report.disk?.bytes, PAIR.length + 2);
      const changed = await client.call('change', {
        uri: 'a',
        version: 2,
        edits: [
          { range: lineRange(0, 0, 0), newText: '\n' },
          { range: lineRange(1, PAIR.length, PAIR.length + 1), newText: '' },
        ],
      });
      assert.equal(changed.version, 2);
      assert.deepEqual(brief(changed), ['json/blank-line@1:0-0']);
      assert.deepEqual(changed.held, { lines: 3, units: PAIR.length });
    }));

  it('takes the text of a document that was not saved', async () => {
    const report = await open(connect(), { text: `${PAIR},`, byteOrderMark: false });
    assert.deepEqual(brief(report), ['json/stray-comma@1:31-32']);
    assert.equal(report.disk, undefined);
  });

  it('answers with a problem when there is no file', async () => {
    await assert.rejects(open(connect(), { path: '/nowhere/a.jsonl' }), { code: 'not-found' });
  });

  it('judges anew by other settings', async () => {
    const client = connect();
    await open(client, { text: `${PAIR},`, byteOrderMark: false });
    const settings = {
      ...SETTINGS,
      rules: { ...SETTINGS.rules, 'json/stray-comma': { severity: 'off' } },
    } as const;
    assert.deepEqual(brief(await client.call('configure', { uri: 'a', settings })), []);
  });

  it('knows a new byte order mark and a new size after saving, without reading all again', () =>
    withFolder({ 'a.jsonl': `${PAIR}\n` }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const client = connect();
      await open(client, { path: file });
      await writeFile(file, `\uFEFF${PAIR}\n`);
      const report = await client.call('saved', { uri: 'a', version: 3, path: file });
      assert.deepEqual([report.version, report.disk?.bytes], [3, PAIR.length + 4]);
      assert.deepEqual(brief(report), ['encoding/bom@1:0-1']);
    }));

  it('reads a file again that was saved in another encoding', () =>
    withFolder({ 'a.jsonl': Buffer.from(`\uFEFF${PAIR}\n`, 'utf16le') }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const client = connect();
      const wide = await open(client, { path: file });
      assert.equal(wide.held, undefined);
      assert.match(brief(wide)[0] ?? '', /^encoding\/not-utf8@/);
      await writeFile(file, `${PAIR}\n`);
      assert.deepEqual(brief(await client.call('saved', { uri: 'a', version: 2, path: file })), []);
    }));

  it('cuts a list to what an editor shows, and counts all', async () => {
    const report = await open(connect(), { text: `${PAIR},\n`.repeat(1500), byteOrderMark: false });
    assert.equal(report.findings.length, EDITOR_LIMIT);
    assert.equal(report.totals.error, 1500);
  });

  it('plans fixes of one rule or of all', async () => {
    const client = connect();
    await open(client, { text: `${PAIR},\n${PAIR}\n`, byteOrderMark: false });
    const safe = await client.call('planFixes', { uri: 'a', selection: { safety: 'safe' } });
    assert.equal(safe.edits.length, 1);
    const other = await client.call('planFixes', {
      uri: 'a',
      selection: { safety: 'safe', rule: 'json/blank-line' },
    });
    assert.equal(other.edits.length, 0);
    const any = await client.call('planFixes', { uri: 'a', selection: { safety: 'any' } });
    assert.ok(any.edits.length > 1);
  });

  it('writes a text as one example a line', async () => {
    const client = connect();
    await open(client, { text: `[\n${PAIR}\n]\n`, byteOrderMark: false });
    const { text } = await client.call('rewriteText', { uri: 'a', rewrite: 'to-json-lines' });
    assert.equal(text, `${PAIR}\n`);
  });

  it('rewrites the bytes of a file', () =>
    withFolder({ 'a.jsonl': `\uFEFF${PAIR}\n` }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      await connect().call('rewriteFile', { path: file, rewrite: 'remove-byte-order-mark' });
      assert.equal(await readFile(file, 'utf8'), `${PAIR}\n`);
    }));

  it('finds in a file on disk what it finds in a document', () =>
    withFolder({ 'a.jsonl': `${PAIR},\n\n{"prompt":1}\n` }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const client = connect();
      const report: LintReport = await client.call('lintFile', { path: file, settings: SETTINGS });
      const { held: _held, disk: _disk, version: _version, ...document } = await open(client, { path: file });
      assert.deepEqual(report, document);
    }));

  it('forgets a document that was closed', async () => {
    const client = connect();
    await open(client, { text: PAIR, byteOrderMark: false });
    await client.call('close', { uri: 'a' });
    await assert.rejects(client.call('change', { uri: 'a', version: 2, edits: [] }), { code: 'not-found' });
  });

  it('analyses and prepares a file', () =>
    withFolder({ 'a.jsonl': `${PAIR},\n` }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const client = connect();
      const plan = await client.call('analyse', { path: file, settings: SETTINGS });
      const accept = plan.remedies.map(remedy => remedy.id);
      const prepared = await client.call('prepare', { path: file, plan, choice: { accept } });
      assert.equal(prepared.files.all, path.join(folder, 'a_prepared.jsonl'));
    }));
});

type Client = Channel<NoContract, LintContract>;

function connect(): Client {
  const [near, far] = wire();
  new Channel<LintContract, NoContract>(far, lintHandlers());
  return new Channel<NoContract, LintContract>(near, {});
}

function open(client: Client, source: LintContract['requests']['open']['params']['source']) {
  return client.call('open', { uri: 'a', version: 1, name: 'a.jsonl', source, settings: SETTINGS });
}
