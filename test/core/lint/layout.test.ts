import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findLayout, mayBeginLayout, toJsonLines } from '../../../src/core/lint/layout.ts';
import { exampleLine } from '../../support/datasets.ts';
import { brief, lint } from '../../support/lint.ts';
import { runs } from '../../support/property.ts';

describe('texts whose lines are no examples', () => {
  for (const [name, text, kind, lines] of [
    ['an array', '[{"a":1},\n{"b":[2, 3]}]\n', 'array', '{"a":1}\n{"b":[2,3]}\n'],
    ['an array on one line', ' [ {"a":1} ] ', 'array', '{"a":1}\n'],
    ['an array with a comma too many', '[{"a":1},\n]', 'array', '{"a":1}\n'],
    [
      'an object over several lines',
      '{\n  "a": 1.50,\r\n  "b": " x "\n}',
      'pretty',
      '{"a":1.50,"b":" x "}\n',
    ],
    ['several of them', '{\n"a":1\n}\n{"b":2}\n', 'pretty', '{"a":1}\n{"b":2}\n'],
    ['several with commas', '{\n"a":1\n},\n{\n"b":2\n},\n', 'pretty', '{"a":1}\n{"b":2}\n'],
    ['large numbers', '[{"a":12345678901234567890}]', 'array', '{"a":12345678901234567890}\n'],
    ['escapes', '[{"a\\n":"\\ud800 \\" \\\\"}]', 'array', '{"a\\n":"\\ud800 \\" \\\\"}\n'],
    ['a mark between', '[\uFEFF{"a":1}]', 'array', '{"a":1}\n'],
    [
      'a pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n',
      'git-lfs-pointer',
      '',
    ],
  ] as const) {
    it(name, () => {
      const layout = findLayout(text);
      assert.equal(layout?.kind, kind);
      assert.equal(layout && toJsonLines(text, layout), lines);
      assert.ok(mayBeginLayout(text.split(/\r?\n/)[0] ?? ''));
    });
  }

  for (const text of [
    '',
    '{"a":1}',
    '{"a":1}\n{"b":2}',
    '[]',
    '[1]',
    '[{"a":1},2]',
    '[{"a":1}',
    '[{"a":1}] x',
    '{"a":1}]',
    '{\n"a":"x\ny"}',
    '{\n"a":1\n} x',
    '{"a":\n{"b":2}\n',
    'hello\nworld',
  ]) {
    it(`${JSON.stringify(text)} is none`, () => assert.equal(findLayout(text), undefined));
  }

  it('an ordinary line never begins one', () => {
    for (const line of ['{"a":1}', '{"a":1},', '{"a":"b', '{"a":1}{', 'x', '"[', '']) {
      assert.equal(mayBeginLayout(line), false, line);
    }
  });

  it('keep every value when they are rewritten', () => {
    const lines = fc.array(exampleLine, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lines, fc.constantFrom(undefined, 1, '\t'), (examples, indent) => {
        const values = examples.map(line => JSON.parse(line));
        const text = JSON.stringify(values, null, indent);
        const layout = findLayout(text);
        assert.ok(layout);
        assert.deepEqual(
          toJsonLines(text, layout)
            .trimEnd()
            .split('\n')
            .map(line => JSON.parse(line)),
          values,
        );
      }),
      runs(200),
    );
  });

  it('hide what their lines would be accused of, but not bytes that are no text', async () => {
    const text = '[\n{"prompt":"a","completion":"b"},\n{"prompt":"a","completion":"b"}\n]';
    const report = await lint(text);
    assert.deepEqual(
      brief(report),
      ['json/not-line-delimited@1:0-1', 'dataset/too-few-examples@1:0-1'].sort(),
    );
    assert.equal(report.examples, 2);
    assert.equal(report.format, 'prompt-completion');

    const bytes = new TextEncoder().encode(text);
    bytes[bytes.indexOf(0x61)] = 0xff;
    const broken = await lint(bytes);
    assert.ok(brief(broken).includes('encoding/not-utf8@2:11-12'));
    const whole = broken.findings.find(finding => finding.rule === 'json/not-line-delimited');
    assert.deepEqual(whole?.fixes, []);
  });
});
