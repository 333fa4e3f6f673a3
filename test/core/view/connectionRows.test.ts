import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { ListedModel } from '../../../src/core/provider/provider.ts';
import type { ProblemData } from '../../../src/core/util/problem.ts';
import {
  type ConnectionState,
  connectionRow,
  formatPrice,
  formatTokens,
  modelRow,
} from '../../../src/core/view/connectionRows.ts';

const openai: Connection = { id: 'openai', kind: 'openai', name: 'Work' };
const ollama: Connection = { id: 'ollama', kind: 'ollama', name: 'Ollama' };
const sandbox: Connection = { id: 'sandbox', kind: 'sandbox', name: 'Sandbox' };
const lm: Connection = { id: 'lm', kind: 'vscode-lm', name: 'Editor' };
const plain: Connection = { ...openai, kind: 'openai-compatible', baseUrl: 'http://a.example/v1' };

const problem: ProblemData = {
  code: 'unauthorized',
  message: 'Wrong key.',
  remedy: 'Enter it again.',
  retryable: false,
  requestId: 'req_7',
};
const model: ListedModel = { id: 'm', fromTable: [] };

const untested: ConnectionState = { kind: 'untested' };
const testing: ConnectionState = { kind: 'testing' };
const ready: ConnectionState = { kind: 'ready', models: [model] };
const empty: ConnectionState = { kind: 'ready', models: [] };
const failed: ConnectionState = { kind: 'failed', problem };
const unreachable: ConnectionState = { kind: 'failed', problem: { ...problem, code: 'unreachable' } };

describe('rows of connections', () => {
  for (const [title, connection, state, hasKey, icon, description, children] of [
    ['the sandbox at first', sandbox, untested, false, 'beaker', '', 'none'],
    ['a hosted one at first', openai, untested, true, 'cloud', '', 'none'],
    ['a local one at first', ollama, untested, false, 'server', '', 'none'],
    ['one that lacks its key', openai, untested, false, 'key', 'key missing', 'none'],
    ['one that failed for lack of a key', openai, failed, false, 'key', 'key missing', 'none'],
    ['one that answered without a key', openai, ready, false, 'cloud', '1 model', 'collapsed'],
    ['one that is asked', openai, testing, true, 'cloud', 'asking…', 'none'],
    ['one that failed', openai, failed, true, 'warning', 'key refused', 'none'],
    ['one that wants a key after all', plain, failed, false, 'key', 'key missing', 'none'],
    ['one without a key that is not there', openai, unreachable, false, 'warning', 'not reachable', 'none'],
    ['one with no models', openai, empty, true, 'cloud', '0 models', 'none'],
  ] as const) {
    it(`draw ${title}`, () => {
      const row = connectionRow({ connection, state, hasKey });
      assert.deepEqual([row.icon, row.description, row.children], [icon, description, children]);
      assert.equal(row.iconColor !== undefined, icon === 'key' || icon === 'warning');
    });
  }

  for (const [connection, hasKey, words] of [
    [sandbox, false, 'connection builtin addressed keyless noKey'],
    [openai, true, 'connection own addressed keyed hasKey'],
    [ollama, false, 'connection own addressed keyed noKey'],
    [lm, false, 'connection own unaddressed keyless noKey'],
  ] as const) {
    it(`tell menus about ${connection.name}`, () => {
      assert.equal(connectionRow({ connection, state: untested, hasKey }).context, words);
    });
  }

  it('say where it leads, what failed, and the id for the provider', () => {
    const { tooltip } = connectionRow({ connection: openai, state: failed, hasKey: true });
    for (const part of ['OpenAI', 'https://api.openai.com/v1', problem.message, problem.remedy, 'req_7'])
      assert.ok(tooltip?.includes(part), part);
  });

  it('warn of an address that is not encrypted, and not of this machine', () => {
    const lines = (connection: Connection) =>
      connectionRow({ connection, state: untested, hasKey: true }).tooltip?.split('\n').length;
    assert.equal(lines(plain), (lines({ ...plain, baseUrl: 'https://a.example/v1' }) ?? 0) + 1);
    assert.equal(lines(plain), (lines({ ...plain, baseUrl: 'http://localhost:1/v1' }) ?? 0) + 1);
  });

  it('speak each thing once', () => {
    assert.equal(connectionRow({ connection: sandbox, state: untested, hasKey: false }).spoken, 'Sandbox');
    assert.equal(
      connectionRow({ connection: openai, state: ready, hasKey: true }).spoken,
      'Work, OpenAI, 1 model',
    );
  });
});

describe('rows of models', () => {
  const rowOf = (more: Partial<ListedModel>) => modelRow(openai, { ...model, ...more }, '2026-01-01');

  it('are plain where nothing is known', () => {
    const { label, description, tooltip, icon } = rowOf({});
    assert.deepEqual([label, description, tooltip, icon], ['m', '', 'm', 'chip']);
  });

  it('tell context, price and end', () => {
    const { description, tooltip } = rowOf({
      contextTokens: 128_000,
      price: { input: 0.4, output: 1.6, training: 5 },
      endDate: '2026-12-31',
      fromTable: ['price'],
    });
    assert.equal(description, '128k context · $0.40 in, $1.60 out · stops answering in 364 days');
    for (const part of ['128,000', 'a million tokens', '$5', '2026-12-31', 'price'])
      assert.ok(tooltip?.includes(part));
  });

  for (const [endDate, warns] of [
    ['2025-12-31', true],
    ['2026-01-01', true],
    ['2026-04-01', true],
    ['2026-04-02', false],
  ] as const) {
    it(`${warns ? 'warn' : 'do not warn'} of an end on ${endDate}`, () => {
      assert.equal(rowOf({ endDate }).icon === 'warning', warns);
    });
  }

  it('say first that an end is near', () => {
    const { description } = rowOf({ contextTokens: 4096, endDate: '2026-01-02' });
    assert.equal(description, 'stops answering tomorrow · 4k context');
  });

  it('of two connections never have the same id', () => {
    assert.notEqual(modelRow(openai, model, '2026-01-01').id, modelRow(ollama, model, '2026-01-01').id);
  });

  for (const [tokens, expected] of [
    [512, '512'],
    [4096, '4k'],
    [65_536, '66k'],
    [999_499, '999k'],
    [999_500, '1M'],
    [1_048_576, '1M'],
    [1_500_000, '1.5M'],
  ] as const) {
    it(`write ${tokens} tokens as ${expected}`, () => assert.equal(formatTokens(tokens), expected));
  }

  for (const [price, expected] of [
    [{ input: 0.15, output: 0.6 }, '$0.15 in, $0.60 out'],
    [{ input: 3, output: 12.5 }, '$3 in, $12.50 out'],
    [{ input: 0.075 }, '$0.075 in'],
    [{ output: 1e-7 }, '$0.0000001 out'],
    [{ training: 5 }, ''],
    [{}, ''],
  ] as const) {
    it(`write ${JSON.stringify(price)} as "${expected}"`, () => assert.equal(formatPrice(price), expected));
  }
});
