import assert from 'node:assert/strict';
import {
  baseUrlOf,
  type Connection,
  keyVariableOf,
  originOf,
  readConnection,
  secretName,
  sendsKeyInClear,
} from '../../../src/core/provider/connection.ts';
import { ownPrice } from '../../../src/core/provider/connectionPrices.ts';
import { connectionKindInfo, connectionKinds } from '../../../src/core/provider/connectionKinds.ts';
import { knownPrice } from '../../../src/core/run/knownPrice.ts';

const at = (kind: Connection['kind'], baseUrl?: string, more: Partial<Connection> = {}): Connection => ({
  id: 'a',
  kind,
  name: 'A',
  ...(baseUrl === undefined ? {} : { baseUrl }),
  ...more,
});

describe('connections', () => {
  const addresses: [Connection, string | undefined][] = [
    [at('openai'), 'https://api.openai.com/v1'],
    [at('openai', 'https://proxy.example/openai/v1/'), 'https://proxy.example/openai/v1'],
    [at('openai', 'https://proxy.example'), 'https://proxy.example/v1'],
    [at('azure', 'https://res.openai.azure.com'), 'https://res.openai.azure.com/openai/v1'],
    [
      at('azure', 'https://res.openai.azure.com', { apiVersion: '2025-04-01-preview' }),
      'https://res.openai.azure.com/openai',
    ],
    [at('azure'), undefined],
    [at('ollama', 'http://127.0.0.1:11434/'), 'http://127.0.0.1:11434/v1'],
    [at('fireworks', 'https://api.fireworks.ai'), 'https://api.fireworks.ai/inference/v1'],
    [at('openai-compatible', 'http://host:9/'), 'http://host:9'],
    [at('openai-compatible', 'file:///etc/passwd'), undefined],
    [at('openai-compatible', 'nonsense'), undefined],
    [at('vscode-lm'), undefined],
  ];
  for (const [connection, url] of addresses) {
    it(`${connection.kind} ${connection.baseUrl ?? ''} lives at ${url}`, () =>
      assert.equal(baseUrlOf(connection), url));
  }

  it('bind the key to the id and to scheme, host and port', () => {
    const first = at('openai', 'https://one.example/v1');
    assert.equal(
      secretName(first),
      secretName({ ...first, baseUrl: 'https://one.example/other', name: 'renamed' }),
    );
    for (const moved of ['https://two.example/v1', 'http://one.example/v1', 'https://one.example:8443/v1']) {
      assert.notEqual(secretName(first), secretName({ ...first, baseUrl: moved }));
    }
    assert.notEqual(secretName(first), secretName({ ...first, id: 'b' }));
  });

  it('warn of keys that would cross a network in the clear', () => {
    assert.equal(sendsKeyInClear(at('vllm', 'http://gpu.company/v1')), true);
    for (const url of [
      'http://localhost:1/v1',
      'http://127.0.0.1/v1',
      'http://[::1]:1/v1',
      'https://gpu.company/v1',
    ]) {
      assert.equal(sendsKeyInClear(at('vllm', url)), false);
    }
  });

  it('know the variable that a key is usually kept in', () => {
    assert.equal(keyVariableOf(at('openai')), 'OPENAI_API_KEY');
    assert.equal(keyVariableOf(at('openai', undefined, { keyVariable: 'MINE' })), 'MINE');
    assert.equal(keyVariableOf(at('ollama')), undefined);
  });

  it('every kind but two has an address, or asks for one', () => {
    for (const kind of connectionKinds) {
      const info = connectionKindInfo[kind];
      if (info.baseUrl) assert.ok(originOf(at(kind)), kind);
      if (info.local) assert.match(info.baseUrl ?? '', /^http:\/\/localhost:\d+\/v1$/);
    }
  });

  it('know what the user says of prices: by a whole name, else by the longest beginning', () => {
    const reading = readConnection({
      ...{ id: 'a', kind: 'openai-compatible', name: 'A', baseUrl: 'https://models.example/v1' },
      prices: {
        'house-*': { input: 1, output: 2 },
        'house-large*': { input: 3, output: 4 },
        'house-large-2': { input: 5, cached: 0, output: 6 },
      },
    });
    assert.deepEqual(reading.issues, []);
    const inputOf = (model: string) => ownPrice(reading.connection!, model)?.input;
    assert.deepEqual(['house-small', 'house-large-1', 'house-large-2', 'other', '__proto__'].map(inputOf), [
      1,
      3,
      5,
      undefined,
      undefined,
    ]);
    const clock = { now: () => 0, sleep: async () => {} };
    assert.equal(knownPrice(reading.connection!, 'house-small', clock)?.output, 2);
    assert.deepEqual(knownPrice(at('ollama'), 'any', clock), { input: 0, output: 0 });
  });

  it('are read out of settings', () => {
    const given = {
      id: 'work',
      kind: 'azure',
      name: 'Work',
      baseUrl: 'https://res.openai.azure.com',
      streamUsage: false,
    };
    assert.deepEqual(readConnection(given), { connection: given, issues: [] });
    assert.equal(readConnection({ id: 'x', kind: 'openai' }).connection?.name, 'OpenAI');
    assert.ok(readConnection({ id: 'lm', kind: 'vscode-lm' }).connection);
  });

  const wrong: [string, unknown][] = [
    ['no object', 'x'],
    ['no id', { kind: 'openai' }],
    ['an odd id', { id: 'a b', kind: 'openai' }],
    ['an unknown kind', { id: 'a', kind: 'closedai' }],
    ['a kind that is an inherited name', { id: 'a', kind: 'constructor' }],
    ['no address where one is needed', { id: 'a', kind: 'azure' }],
    ['another scheme', { id: 'a', kind: 'openai', baseUrl: 'ftp://x' }],
    ['a password in the address', { id: 'a', kind: 'openai', baseUrl: 'https://me:pw@host/v1' }],
    ['a query in the address', { id: 'a', kind: 'openai', baseUrl: 'https://host/v1?key=1' }],
    ['a wrong type', { id: 'a', kind: 'openai', keyVariable: 7 }],
    ['a price that is no number', { id: 'a', kind: 'openai', prices: { m: { input: '1', output: 2 } } }],
    ['a wrong flag', { id: 'a', kind: 'openai', streamUsage: 'yes' }],
  ];
  for (const [name, value] of wrong) {
    it(`are not read from ${name}`, () => {
      const reading = readConnection(value);
      assert.equal(reading.connection, undefined);
      assert.ok(reading.issues.length > 0);
    });
  }
});
