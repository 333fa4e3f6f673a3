import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffDatasets } from '../../../src/core/diff/diffDatasets.ts';
import { runs } from '../../support/property.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A dataset in memory, cut into chunks of seven bytes. */
function source(text: string) {
  const bytes = bytesOf(text);
  return {
    name: 'train.jsonl',
    bytes: bytes.length,
    chunks: {
      async *[Symbol.asyncIterator]() {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
      },
    },
    read: (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
}

const diff = (before: string, after: string) => diffDatasets(source(before), source(after));

const chat = (user: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'You are a patient assistant of a bookshop and answer in one sentence.' },
      { role: 'user', content: user },
      { role: 'assistant', content: answer },
    ],
  });
const A = chat('Do you have the second volume of the herbal?', 'Yes, one copy is left on the upper shelf.');
const B = chat('When do you open on Sundays in the winter?', 'We open at noon and close at five.');
const C = chat('Can I return a book that I have already read?', 'Only if it looks as if nobody had.');
const B2 = B.replace('close at five', 'close at six');

describe('the difference of two datasets', () => {
  const table: [what: string, before: string, after: string, summary: string][] = [
    ['of equal files is nothing', `${A}\n${B}\n`, `${A}\n${B}\n`, '+0 -0 ~0 =2 moved 0'],
    ['knows what is new', `${A}\n`, `${A}\n${B}\n`, '+1 -0 ~0 =1 moved 0'],
    ['knows what is gone', `${A}\n${B}\n`, `${B}\n`, '+0 -1 ~0 =1 moved 0'],
    ['knows what changed', `${A}\n${B}\n${C}\n`, `${A}\n${B2}\n${C}\n`, '+0 -0 ~1 =2 moved 0'],
    ['knows what changed and moved', `${A}\n${B}\n${C}\n`, `${C}\n${A}\n${B2}\n`, '+0 -0 ~1 =2 moved 1'],
    ['takes moving for no change', `${A}\n${B}\n${C}\n`, `${C}\n${A}\n${B}\n`, '+0 -0 ~0 =3 moved 1'],
    ['counts copies', `${A}\n`, `${A}\n${A}\n`, '+1 -0 ~0 =1 moved 0'],
    ['sees through spelling', '{"a": 1,\t"b":"\\u0041"}\n', '{"b":"A","a":1}', '+0 -0 ~0 =1 moved 0'],
    ['sees through line ends and blank lines', `${A}\r\n\r\n${B}`, `${A}\n${B}\n`, '+0 -0 ~0 =2 moved 0'],
    ['sees through a byte order mark', `\ufeff${A}\n`, `${A}\n`, '+0 -0 ~0 =1 moved 0'],
    ['loses no digit', '{"id":12345678901234567890}', '{"id":12345678901234567891}', '+1 -1 ~0 =0 moved 0'],
    ['takes any line', '{"a":\nnull\n\u0000', '{"a":\nnull\n\u0000', '+0 -0 ~0 =3 moved 0'],
    ['tells strangers apart', `${A}\n`, '{"prompt":"2+2","completion":"4"}\n', '+1 -1 ~0 =0 moved 0'],
    ['of empty files is nothing', '', '', '+0 -0 ~0 =0 moved 0'],
  ];
  for (const [what, before, after, summary] of table) {
    it(what, async () => {
      const { added, removed, changed, unchanged, moved } = await diff(before, after);
      assert.equal(
        `+${added.length} -${removed.length} ~${changed.length} =${unchanged} moved ${moved}`,
        summary,
      );
    });
  }

  it('says where an example changed and what it is called', async () => {
    const { changed } = await diff(`${A}\n\n${B}\n`, `${B2}\n${A}\n`);
    assert.deepEqual(changed, [
      {
        before: { line: 2, title: 'When do you open on Sundays in the winter?' },
        after: { line: 0, title: 'When do you open on Sundays in the winter?' },
        changes: [
          {
            path: 'messages[2].content',
            before: 'We open at noon and close at five.',
            after: 'We open at noon and close at six.',
          },
        ],
      },
    ]);
  });

  it('names keys that are no words, and places that are new or gone', async () => {
    const long = 'one sentence that both of them have in common';
    const { changed } = await diff(
      JSON.stringify({ text: long, 'a b': 1, old: [] }),
      JSON.stringify({ text: long, 'a b': 2, fresh: { x: null } }),
    );
    assert.deepEqual(changed[0]?.changes, [
      { path: '["a b"]', before: '1', after: '2' },
      { path: 'fresh.x', after: 'null' },
      { path: 'old', before: '[]' },
    ]);
  });

  it('adds up, whatever the files hold', async () => {
    const line = fc.oneof(fc.constantFrom(A, B, C, B2, '', '{', '[]'), fc.json());
    const file = fc.array(line, { maxLength: 12 }).map(lines => lines.join('\n'));
    const rows = (text: string) => text.split(/\r\n|\n|\r/).filter(one => one.trim() !== '').length;
    await fc.assert(
      fc.asyncProperty(file, file, async (before, after) => {
        const found = await diff(before, after);
        assert.equal(found.unchanged + found.removed.length + found.changed.length, rows(before));
        assert.equal(found.unchanged + found.added.length + found.changed.length, rows(after));
        const same = await diff(before, before);
        assert.equal(same.unchanged, rows(before));
      }),
      runs(150),
    );
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(diffDatasets(source(A), source(B), { signal }));
  });

  it('repeats no secret and nothing personal, wherever it stands', async () => {
    const key = (begin: string) => ['sk', `${begin}BcD1234efGH5678ijKL9012mnOP3456`].join('-');
    const asks = `Please write a short and friendly letter to the owner of this key, ${key('a')}, today.`;
    const rows = (begin: string) => [
      JSON.stringify({ prompt: asks, completion: `It is ${key(begin)}, ask bob.smith@harbour.org.`, n: 1 }),
      JSON.stringify({ 'bob.smith@harbour.org': `${begin} long text about trees and gardens`, same: asks }),
    ];
    const alone = JSON.stringify({ question: `bob.smith@harbour.org wants 4539 1488 0343 6467 of what?` });
    const found = await diff([...rows('a'), alone].join('\n'), rows('b').join('\n'));
    const said = JSON.stringify(found);
    assert.deepEqual([found.changed.length, found.removed.length], [2, 1]);
    assert.match(said, /•••/);
    assert.doesNotMatch(said, /bob\.smith|BcD1|4539/);
  });
});
