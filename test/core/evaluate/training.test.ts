import assert from 'node:assert/strict';
import type { Case } from '../../../src/core/evaluate/case.ts';
import { findLeaks } from '../../../src/core/evaluate/training/leaks.ts';
import { trainingRows } from '../../../src/core/evaluate/training/trainingRows.ts';
import { WhySaid } from '../../../src/core/evaluate/training/whySaid.ts';
import { MinHashIndex } from '../../../src/core/similar/minHash.ts';
import { jaccard, shingles } from '../../../src/core/similar/shingles.ts';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';

const chat = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'Answer kindly.' },
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });
const ROWS = trainingRows(
  [
    chat('Please rate this review: the soup was cold and the waiter rude to everyone', 'negative'),
    '{ broken',
    chat('How do I prune my old apple tree in the winter without hurting it?', 'Cut the dead wood first.'),
    chat('hi', 'Hello!'),
    JSON.stringify({
      prompt: 'When do tulips bloom in the north of the country, early or late?',
      completion: 'In April.',
    }),
  ].join('\n'),
);
const asks = (values: Record<string, unknown>, question?: string): Case => ({
  ...{ id: 'c', title: '', values, from: {} },
  ...(question !== undefined && { messages: [{ role: 'user', content: question }] }),
});

describe('findLeaks', () => {
  const table: [what: string, one: Case, found: [line: number, kind: string] | undefined][] = [
    [
      'the same question',
      asks({}, 'How do I prune my old apple tree in the winter without hurting it?'),
      [2, 'exact'],
    ],
    [
      'but for case and marks',
      asks({}, 'how do I prune my old APPLE tree, in the winter, without hurting it'),
      [2, 'exact'],
    ],
    [
      'a word more',
      asks({}, 'How do I prune my old apple tree in the winter without hurting it, please?'),
      [2, 'near'],
    ],
    [
      'one word changed',
      asks({}, 'How do I prune my old apple tree in the winter without hurting anything?'),
      [2, 'near'],
    ],
    ['a value inside a template', asks({ review: 'the soup was cold and the waiter rude' }), [0, 'exact']],
    [
      'another format',
      asks({}, 'When do tulips bloom in the north of the country, early or late?'),
      [4, 'exact'],
    ],
    ['a short question that is all there is', asks({}, 'Hi!'), [3, 'exact']],
    ['a short question that stands in many', asks({}, 'the'), undefined],
    ['another question', asks({}, 'How do I water my young pear tree in the summer?'), undefined],
    ['nothing', asks({}), undefined],
  ];
  for (const [what, one, found] of table) {
    it(`judges ${what}`, () => {
      const leak = findLeaks([one], ROWS).get('c');
      assert.deepEqual(leak && [leak.line, leak.kind], found);
    });
  }
});

describe('WhySaid', () => {
  it('finds the rows that are most like a question and its answer, with the shared words', () => {
    const [first] = new WhySaid(ROWS).reasons(
      asks({}, 'When should I prune an apple tree?'),
      'First cut all dead wood.',
    );
    assert.equal(first?.line, 2);
    assert.deepEqual(
      first.answerShared.map(({ start, end }) => first.answer.slice(start, end)),
      ['Cut', 'dead', 'wood', 'first'],
    );
  });
});

describe('MinHashIndex', () => {
  const random = seededRandom(4);
  const WORDS = Array.from({ length: 400 }, (_, index) => `word${index}`);
  const text = () => Array.from({ length: 60 }, () => WORDS[Math.floor(random() * 400)]!);
  it('meets what all comparisons would find', () => {
    const texts = Array.from({ length: 300 }, text);
    // A third are copies with one or two words changed.
    const all = texts.flatMap((words, index) =>
      index % 3 === 0 ? [words, words.with(5, 'other').with(40, 'else')] : [words],
    );
    const index = new MinHashIndex();
    for (const [id, words] of all.entries()) index.add(id, words.join(' '));
    const runsOf = all.map(words => shingles(words.join(' ')));
    let [wanted, found] = [0, 0];
    for (const [own, words] of all.entries()) {
      const near = new Set(index.near(words.join(' '), 0.7).map(({ id }) => id));
      for (const id of all.keys()) {
        if (jaccard(runsOf[own]!, runsOf[id]!) < 0.7) continue;
        wanted += 1;
        if (near.has(id)) found += 1;
      }
    }
    assert.ok(wanted >= all.length + 190 && found >= wanted * 0.99, `${found} of ${wanted}`);
  });
});
