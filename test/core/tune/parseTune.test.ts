import assert from 'node:assert/strict';
import { parseTune } from '../../../src/core/tune/parseTune.ts';

const minimal = { connection: 'sandbox', model: 'm', training: 'train.jsonl' };

/** The text that each finding underlines, behind its rule. */
function told(text: string): string[] {
  const lines = text.split('\n');
  return parseTune(text).findings.map(({ rule, range: { start, end } }) => {
    const line = lines[start.line] ?? '';
    return `${rule} ${start.line === end.line ? line.slice(start.character, end.character) : line}`;
  });
}

const withKey = (key: string, value: unknown) => JSON.stringify({ ...minimal, [key]: value });

describe('parseTune', () => {
  it('reads a tune with comments, trailing commas and a byte order mark', () => {
    const text = `\uFEFF// ours\n{ "connection": "openai", "model": "m", /* x */ "training": "a.jsonl", "suffix": "s", }`;
    const { tune, findings } = parseTune(text);
    assert.deepEqual(findings, []);
    assert.deepEqual(tune, { connection: 'openai', model: 'm', training: 'a.jsonl', suffix: 's' });
  });

  const rows: [name: string, text: string, expected: string[]][] = [
    ['an empty file', '', ['tune/shape ']],
    ['no object', '[]', ['tune/shape [']],
    ['what is missing', '{"connection":"c"}', ['tune/shape {', 'tune/shape {']],
    ['an unknown key', withKey('sufix', 'a'), ['tune/shape "sufix"']],
    ['a suffix that is too long', withKey('suffix', 'a'.repeat(65)), [`launch/suffix "${'a'.repeat(65)}"`]],
    ['an empty suffix', withKey('suffix', ''), ['launch/suffix ""']],
    ['too many epochs', withKey('hyperparameters', { n_epochs: 51 }), ['launch/hyperparameters 51']],
    ['half an epoch', withKey('hyperparameters', { n_epochs: 1.5 }), ['launch/hyperparameters 1.5']],
    ['a batch of none', withKey('hyperparameters', { batch_size: 0 }), ['launch/hyperparameters 0']],
    [
      'a rate of zero',
      withKey('hyperparameters', { learning_rate_multiplier: 0 }),
      ['launch/hyperparameters 0'],
    ],
    ['a large beta', withKey('hyperparameters', { beta: 2.1 }), ['launch/hyperparameters 2.1']],
    ['a negative seed', withKey('seed', -1), ['launch/hyperparameters -1']],
    [
      'a long value of metadata',
      withKey('metadata', { a: 'x'.repeat(513) }),
      [`launch/metadata "${'x'.repeat(513)}"`],
    ],
    ['another method', withKey('method', 'sft'), ['tune/shape "sft"']],
    [
      'an integration of another kind',
      withKey('integrations', [{ type: 'mlflow' }]),
      ['tune/shape "mlflow"', 'tune/shape {'],
    ],
    ['a torn end', '{"connection": "c"', ['tune/syntax ', 'tune/shape {', 'tune/shape {']],
  ];
  for (const [name, text, expected] of rows) {
    it(`tells ${name}`, () => assert.deepEqual(told(text), expected));
  }

  it('finds the nearest place that there is', () => {
    const { rangeOf, keyRangeOf } = parseTune('{"training": "a", "grader": {"type": "x"}}');
    assert.deepEqual(rangeOf(['training']).start.character, 13);
    assert.deepEqual(keyRangeOf(['training']).start.character, 1);
    assert.deepEqual(rangeOf(['grader', 'name']).start.character, 28);
    assert.deepEqual(rangeOf(['validation']).start.character, 0);
  });

  it('bears any text', () => {
    for (const text of ['{{{{', '\0', '"', '{"__proto__": {"x": 1}}', '['.repeat(100_000), '{"a":1,"a":2}']) {
      assert.ok(parseTune(text).findings.length > 0, text.slice(0, 20));
    }
  });
});
