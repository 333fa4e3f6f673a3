import assert from 'node:assert/strict';
import { CONVERT_DEFAULTS } from '../../../src/core/convert/convertExample.ts';
import { convertStream } from '../../../src/core/convert/convertStream.ts';
import { detectFormat } from '../../../src/core/formats/detect.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';

const encoder = new TextEncoder();

async function convert(text: string, to: FormatId, from?: FormatId) {
  const bytes = encoder.encode(text);
  const source = {
    name: 'a.jsonl',
    chunks: {
      async *[Symbol.asyncIterator]() {
        yield bytes;
      },
    },
    read: (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
  const lines: string[] = [];
  const report = await convertStream(
    source,
    value => from ?? detectFormat(value),
    to,
    line => lines.push(line),
    {
      options: CONVERT_DEFAULTS,
    },
  );
  return { lines, report };
}

describe('converting a dataset', () => {
  it('keeps every digit of numbers that a double cannot hold', async () => {
    const line = '{"messages":[{"role":"user","content":"a"}],"id":12345678901234567890,"n":1.50}';
    const { lines } = await convert(line, 'trl-prompt-only');
    assert.deepEqual(lines, ['{"prompt":[{"role":"user","content":"a"}],"id":12345678901234567890,"n":1.5}']);
  });

  it('counts and names what it leaves out', async () => {
    const good = '{"prompt":"a","completion":"b"}';
    const { lines, report } = await convert(`${good}\n\n{"prompt"\n[]\n{"x":1}\n${good}`, 'openai-sft');
    assert.equal(lines.length, 2);
    assert.deepEqual(report, {
      examples: 5,
      written: 2,
      lost: [],
      refused: [
        { kind: 'no-json', examples: 2, lines: [2, 3] },
        { kind: 'unknown-format', examples: 1, lines: [4] },
      ],
    });
  });

  it('takes a line for what it is said to be', async () => {
    const line = '{"messages":[{"role":"user","content":"a"}]}';
    assert.equal((await convert(line, 'trl-prompt-only', 'openai-rft')).lines.length, 1);
  });

  it('takes pairs apart where a format wants single answers', async () => {
    const { lines, report } = await convert('{"prompt":"a","chosen":"b","rejected":"c"}', 'trl-unpaired');
    assert.equal(lines.length, 2);
    assert.deepEqual(
      report.lost.map(({ kind }) => kind),
      ['pairs'],
    );
  });

  it('lets keys of data be keys, whatever they are called', async () => {
    const line = '{"messages":[{"role":"user","content":"a"}],"__proto__":{"x":1},"k":1}';
    const { lines } = await convert(line, 'trl-prompt-only', 'openai-rft');
    assert.match(lines[0]!, /"__proto__":\{"x":1\}/);
  });
});
