import assert from 'node:assert/strict';
import { lettersOf } from '../../../src/core/prepare/completion/letters.ts';
import { analyse, pairLines, prepare } from '../../support/prepare.ts';

type Pairs = readonly (readonly [prompt: unknown, completion: unknown])[];

/** Ten pairs that give no remedy for prompts and completions a reason, with some things changed. */
function pairs(change: (index: number) => [prompt: unknown, completion: unknown], count = 10): Pairs {
  return Array.from({ length: count }, (_, index) => change(index));
}

const WORDS = [
  'amber',
  'brook',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heath',
  'inlet',
  'jetty',
  'knoll',
  'ledge',
];
const word = (index: number) => WORDS[index % WORDS.length]! + (index >= WORDS.length ? index : '');
const good = (index: number): [string, string] => [`${word(index)} ->`, ` ${word(index + 1)}\n`];

/** The ids of the remedies offered, without those of other families. */
async function offered(lines: Pairs): Promise<string[]> {
  const { remedies } = await analyse(pairLines(lines), { format: 'prompt-completion' });
  return remedies.map(one => one.id).filter(id => /^(completion|leave-out)\//.test(id) && !id.includes(':'));
}

async function written(lines: Pairs, accept: 'all' | readonly string[]): Promise<unknown[]> {
  const { texts } = await prepare(pairLines(lines), accept, { format: 'prompt-completion' });
  return (texts.all ?? '')
    .trimEnd()
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const { prompt, completion } = JSON.parse(line) as { prompt: unknown; completion: unknown };
      return [prompt, completion];
    });
}

describe('the remedies of the legacy tool', () => {
  it('are not offered for a file that is fine', async () => assert.deepEqual(await offered(pairs(good)), []));

  describe('are offered', () => {
    const cases: [what: string, lines: Pairs, ids: string[]][] = [
      [
        'for an empty completion',
        pairs(i => (i === 3 ? ['x ->', ''] : good(i))),
        ['completion/empty-completions'],
      ],
      [
        'for a completion that is null',
        pairs(i => (i === 3 ? ['x ->', null] : good(i))),
        ['leave-out/faulty', 'completion/values-as-text', 'completion/empty-completions'],
      ],
      [
        'for a number',
        pairs(i => (i === 3 ? [7, ` ${i}\n`] : good(i))),
        ['leave-out/faulty', 'completion/values-as-text', 'completion/separator'],
      ],
      ['for equal pairs', pairs(i => good(i === 9 ? 0 : i)), ['leave-out/duplicates']],
      [
        'for more than 10,000 characters',
        pairs(i => (i === 0 ? [`${'x'.repeat(9_990)} ->`, ' 1234567\n'] : good(i))),
        ['completion/long-examples'],
      ],
      [
        'not for 10,000 characters, however they are coded',
        pairs(i => (i === 0 ? [`${'😀'.repeat(9_990)} ->`, ' 12345\n'] : good(i))),
        [],
      ],
      [
        'for prompts in capitals',
        pairs(i => [`${word(i).toUpperCase()} ->`, ` ${word(i + 1)}\n`]),
        ['completion/lower-case-prompts'],
      ],
      [
        'for completions in capitals',
        pairs(i => [`${word(i)} ->`, ` ${word(i + 1).toUpperCase()}\n`]),
        ['completion/lower-case-completions'],
      ],
      [
        'not when exactly a third of the letters are capitals',
        pairs(i => [`${word(i)} ->`, ` A${'bc'}${i}\n`]),
        [],
      ],
      [
        'for prompts without a common ending',
        pairs(i => [word(i), ` ${word(i + 1)}\n`]),
        ['completion/separator'],
      ],
      ['not for empty prompts', pairs(i => ['', ` ${word(i)}\n`]), []],
      [
        'for prompts with a long common beginning',
        pairs(i => [`Say what it is: ${word(i)} ->`, ` ${word(i + 1)}\n`]),
        ['completion/prompt-prefix'],
      ],
      [
        'not for one of twelve characters',
        pairs(i => [`Tell me now ${word(i)} ->`, ` ${word(i + 1)}\n`]),
        [],
      ],
      [
        'for completions with a common beginning of five characters',
        pairs(i => [`${word(i)} ->`, ` abcd${word(i)}\n`]),
        ['completion/completion-prefix'],
      ],
      ['not for one of four', pairs(i => [`${word(i)} ->`, ` abc${word(i)}\n`]), []],
      [
        'for completions without a common ending',
        pairs(i => [`${word(i)} ->`, ` ${word(i)}`]),
        ['completion/stop-sequence'],
      ],
      ['not for completions that are classes', pairs(i => [`${word(i)} ->`, i % 2 ? ' yes' : ' no']), []],
      [
        'for a completion without a space before it',
        pairs(i => (i === 4 ? ['x ->', 'y\n'] : good(i))),
        ['completion/leading-space'],
      ],
    ];
    for (const [what, lines, ids] of cases) {
      it(what, async () => assert.deepEqual(await offered(lines), ids));
    }
  });

  describe('do what they say', () => {
    const cases: [id: string, before: Pairs, after: Pairs][] = [
      [
        'completion/empty-completions',
        [
          ['a', ''],
          ['b', ' c'],
        ],
        [['b', ' c']],
      ],
      [
        'completion/long-examples',
        [
          ['x'.repeat(10_001), ' y'],
          ['b', ' c'],
        ],
        [['b', ' c']],
      ],
      [
        'completion/lower-case-prompts',
        [
          ['ÄB', ' C'],
          ['DEF', ' g'],
        ],
        [
          ['äb', ' C'],
          ['def', ' g'],
        ],
      ],
      [
        'completion/lower-case-completions',
        [
          ['A', ' ÖÇ'],
          ['D', ' EF'],
        ],
        [
          ['A', ' öç'],
          ['D', ' ef'],
        ],
      ],
      [
        'completion/separator',
        [
          ['a', ' b'],
          ['c', ' d'],
        ],
        [
          ['a ->', ' b'],
          ['c ->', ' d'],
        ],
      ],
      [
        'completion/prompt-prefix',
        [
          ['Say what it is: a', ' b'],
          ['Say what it is: c', ' d'],
        ],
        [
          ['a', ' b'],
          ['c', ' d'],
        ],
      ],
      [
        'completion/completion-prefix',
        [
          ['a', ' it is b'],
          ['c', ' it is d'],
        ],
        [
          ['a', ' b'],
          ['c', ' d'],
        ],
      ],
      [
        'completion/completion-prefix',
        [
          ['a', 'it is b'],
          ['c', 'it is d'],
        ],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
      ],
      [
        'completion/stop-sequence',
        [
          ['a', ' b'],
          ['c', ' d'],
        ],
        [
          ['a', ' b\n'],
          ['c', ' d\n'],
        ],
      ],
      [
        'completion/leading-space',
        [
          ['a', 'b'],
          ['c', ' d'],
        ],
        [
          ['a', ' b'],
          ['c', ' d'],
        ],
      ],
      [
        'completion/values-as-text',
        [
          [1, true],
          [null, ' d'],
        ],
        [
          ['1', 'true'],
          ['', ' d'],
        ],
      ],
      [
        'leave-out/duplicates',
        [
          ['a', 'b'],
          ['c', 'd'],
          ['a', 'b'],
        ],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
      ],
    ];
    for (const [id, before, after] of cases) {
      it(`${id}: ${JSON.stringify(before).slice(0, 60)}`, async () =>
        assert.deepEqual(await written(before, [id]), after));
    }
  });

  describe('choose what occurs nowhere else', () => {
    const separators: [prompts: string[], separator: string][] = [
      [['a', 'b'], ' ->'],
      [['a\n', 'b'], '\n\n###\n\n'],
      [['a -> x', 'b'], '\n\n###\n\n'],
      [['a\n\n###\n\nx', 'b'], '\n\n===\n\n'],
      [['a\n\n###\n\nx', 'b\n\n===\n\ny'], '\n\n---\n\n'],
      [['a\n\n###\n\nx', 'b\n\n===\n\ny', 'c\n\n---\n\nz'], '\n\n===>\n\n'],
      [['\n\n###\n\nx', '\n\n===\n\ny', '\n\n---\n\nz', '\n\n===>\n\nw'], '\n\n--->\n\n'],
      [['\n\n###\n\nx', '\n\n===\n\ny', '\n\n---\n\nz', '\n\n===>\n\nw', '\n\n--->\n\nv'], '\n\n### =>\n\n'],
    ];
    for (const [prompts, separator] of separators) {
      it(`${JSON.stringify(separator)} after ${JSON.stringify(prompts)}`, async () => {
        const lines: Pairs = prompts.map((prompt, index) => [prompt, ` ${word(index)}`]);
        const after = await written(lines, ['completion/separator']);
        assert.deepEqual(
          after,
          lines.map(([prompt, completion]) => [prompt + separator, completion]),
        );
      });
    }

    const endings = ['\n', '.', ' END', '***', '+++', '&&&', '$$$', '@@@', '%%%', ' [END]'];
    for (const [index, ending] of endings.entries()) {
      it(`${JSON.stringify(ending)} when all before it are taken`, async () => {
        const taken = endings.slice(0, index).map((one, at): [string, string] => [`p${at}`, ` x${one}${at}`]);
        const lines: Pairs = [...taken, ['a', ' b'], ['c', ' d']];
        const after = await written(lines, ['completion/stop-sequence']);
        assert.deepEqual(
          after,
          lines.map(([prompt, completion]) => [prompt, completion + ending]),
        );
      });
    }
  });

  it('work together in the order of the legacy tool', async () => {
    const lines: Pairs = [
      ['Classify the text: GOOD', 'label: A1'],
      ['Classify the text: BAD', 'label: B2'],
      ['Classify the text: BAD', 'label: B2'],
      ['Classify the text: UGLY', ''],
      ['Classify the text: FINE', 'label: C3'],
    ];
    assert.deepEqual(await written(lines, 'all'), [
      ['GOOD ->', ' A1\n'],
      ['BAD ->', ' B2\n'],
      ['FINE ->', ' C3\n'],
    ]);
  });

  describe('say what they cannot help against', () => {
    const notes = async (lines: Pairs) =>
      (await analyse(pairLines(lines), { format: 'prompt-completion' })).notes.join('\n');
    const cases: [what: string, lines: Pairs, note: RegExp][] = [
      ['few pairs', pairs(good), /few/],
      ['classes', pairs(i => [`${word(i)} ->`, i % 2 ? ' yes' : ' no'], 20), /classification/],
      ['equal prompts', pairs(i => ['same', ` ${word(i)}\n`]), /prompts are the same/],
      ['equal completions', pairs(i => [word(i), ' same'], 3), /completions are the same/],
      ['a long ending', pairs(i => [`${word(i)} and the answer ->`, ` ${word(i)}\n`]), /long/],
      ['an ending that occurs inside', pairs(i => [`a -> ${word(i)} ->`, ` ${word(i)}\n`]), /inside/],
    ];
    for (const [what, lines, note] of cases) it(what, async () => assert.match(await notes(lines), note));
  });
});

describe('lettersOf', () => {
  const cases: [text: string, upper: number, lower: number][] = [
    ['aB1 _', 1, 1],
    ['ÄöΣσς', 2, 3],
    ['漢字', 0, 0],
    ['ªº', 0, 2],
    ['𝐀𝐚', 1, 1],
    ['Ⅷⅷ', 0, 0],
    ['ǅ', 0, 0],
    ['\ud835', 0, 0],
  ];
  for (const [text, upper, lower] of cases) {
    it(`counts ${JSON.stringify(text)} as Python does`, () =>
      assert.deepEqual(lettersOf(text), { upper, lower }));
  }
});
