import assert from 'node:assert/strict';
import { variantAgreement } from '../../../src/core/evaluate/insight/agreement.ts';
import { findOddities } from '../../../src/core/evaluate/insight/oddities.ts';
import { positionsOf } from '../../../src/core/evaluate/insight/positions.ts';
import { driftOf, trainingFrame } from '../../../src/core/evaluate/insight/promptDrift.ts';
import { ensembleVote } from '../../../src/core/evaluate/insight/vote.ts';

const cell = (id: string, variant: string, output: string, repetition = 0) => ({
  ...{ case: id, variant, repetition, request: 'r', output, asked: 'm' },
});
const LABEL = [{ name: 'accuracy', grader: { type: 'label' } }];

/** Answers of variants a, b, c to cases, wanted `yes` every time. */
function labelled(...cases: string[]) {
  const cells = cases.flatMap((answers, index) =>
    [...answers].map((answer, place) => cell(`${index}`, 'abc'[place]!, answer)),
  );
  const scores = cells.map(({ case: id, variant, repetition, output }) => ({
    ...{ case: id, variant, repetition, grader: 'accuracy', label: output },
    ...{ passed: output === 'y', value: Number(output === 'y') },
  }));
  return positionsOf(LABEL, cells, scores);
}

describe('a vote of variants', () => {
  const table: [what: string, cases: string[], right: number, ties: number, best: string][] = [
    ['follows the majority', ['yyn', 'yny', 'nyy', 'nnn'], 0.75, 0, 'a'],
    ['is wrong where it ties', ['ynx', 'yyy'], 0.5, 1, 'a'],
    ['may be worse than the best', ['yyn', 'ynn', 'ynn'], 1 / 3, 0, 'a'],
  ];
  for (const [what, cases, right, ties, best] of table) {
    it(what, () => {
      const vote = ensembleVote(['a', 'b', 'c'], labelled(...cases));
      assert.deepEqual([vote?.value, vote?.ties, vote?.best], [right, ties, best]);
    });
  }

  it('needs three voters, and somebody who says what is right', () => {
    assert.equal(ensembleVote(['a', 'b'], labelled('yy')), undefined);
    const texts = positionsOf([], [cell('0', 'a', 'x'), cell('0', 'b', 'x'), cell('0', 'c', 'y')], []);
    assert.equal(ensembleVote(['a', 'b', 'c'], texts), undefined);
  });
});

describe('agreement between variants', () => {
  it('is counted on labels, with kappa', () => {
    const found = variantAgreement(['a', 'b', 'c'], labelled('yyn', 'yyn', 'nnn', 'nny'));
    assert.deepEqual(
      found.map(({ left, right, same, kappa }) => [left, right, same, kappa]),
      [
        ['a', 'b', 1, 1],
        ['a', 'c', 0.25, -0.5],
        ['b', 'c', 0.25, -0.5],
      ],
    );
  });

  it('is counted on whole answers without labels, but for case and marks', () => {
    const cells = [
      cell('0', 'a', 'Good day!'),
      cell('0', 'b', 'good day'),
      cell('1', 'a', 'x'),
      cell('1', 'b', 'y'),
    ];
    const [found] = variantAgreement(['a', 'b'], positionsOf([], cells, []));
    assert.deepEqual([found?.same, found?.cases, found?.kappa], [0.5, 2, undefined]);
  });
});

describe('habits of a variant', () => {
  const answers = (variant: string, text: (index: number) => string) =>
    Array.from({ length: 10 }, (_, index) => cell(`${index}`, variant, text(index)));
  // No word of the base stands in more than one answer.
  const plain = answers('base', index =>
    ['some', 'words', 'for', 'it'].map(word => `${word}${'x'.repeat(index)}`).join(' '),
  );

  it('are openings and names that others do not have', () => {
    const tuned = answers('tuned', index =>
      index < 7
        ? `Aye, said Morgan of ship ${index}`
        : ['q', 'z', 'r'].map(letter => letter.repeat(index)).join(' '),
    );
    const found = findOddities(
      ['base', 'tuned'],
      [...plain, ...tuned],
      [],
      new Map([['tuned', ['Aye aye.', 'No.']]]),
    );
    assert.deepEqual(
      found.map(one => [
        one.variant,
        one.kind,
        one.word,
        one.count,
        one.elsewhere[0]?.count,
        one.training?.count,
      ]),
      [
        ['tuned', 'opening', 'Aye', 7, 0, 1],
        ['tuned', 'word', 'Morgan', 7, 0, 0],
        ['tuned', 'word', 'said', 7, 0, 0],
        ['tuned', 'word', 'ship', 7, 0, 0],
      ],
    );
  });

  it('are none in labels, in what the question says, and in few answers', () => {
    const labels = answers('tuned', () => 'true');
    assert.deepEqual(findOddities(['base', 'tuned'], [...plain, ...labels], []), []);
    const echo = answers('tuned', index => `Number ${index} about the lighthouse is told`).slice(0, 9);
    const questions = Array.from({ length: 10 }, () => 'Tell a number about the lighthouse');
    assert.deepEqual(
      findOddities(['tuned'], echo, questions).filter(({ word }) => word === 'lighthouse'),
      [],
    );
    assert.deepEqual(findOddities(['tuned'], echo.slice(0, 3), []), []);
  });
});

describe('prompts that are not those of training', () => {
  const row = (system: string | undefined, question: string) =>
    JSON.stringify({
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        { role: 'user', content: question },
        { role: 'assistant', content: 'yes' },
      ],
    });
  const titles = ['The Tide', 'The Clock', 'A Garden', 'The Sea', 'Salt'];
  const framed = titles.map(title => row('Be brief.', `Title: ${title}?`)).join('\n');
  const bare = titles.map(title => row(undefined, title)).join('\n');
  const dpo = JSON.stringify({
    input: {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Title: The Tide?' },
      ],
    },
    preferred_output: [{ role: 'assistant', content: 'yes' }],
    non_preferred_output: [{ role: 'assistant', content: 'no' }],
  });
  const user = (content: string) => ({ role: 'user', content });
  const system = { role: 'system', content: 'Be brief.' };
  const table: [
    what: string,
    training: string,
    messages: { role: string; content: string }[],
    kinds: string[],
  ][] = [
    ['the same prompt', framed, [system, user('Title: Another?')], []],
    ['a forgotten system message', framed, [user('Title: Another?')], ['system']],
    [
      'another system message',
      framed,
      [{ ...system, content: 'Be long.' }, user('Title: Another?')],
      ['system'],
    ],
    ['a question without its frame', framed, [system, user('Another')], ['frame']],
    ['a system message that training had not', bare, [system, user('Another')], ['system']],
    [
      'example turns',
      framed,
      [system, user('x'), { role: 'assistant', content: 'y' }, user('Title: Another?')],
      ['turns'],
    ],
    ['the prompt of pairs', dpo, [system, user('Title: The Tide?')], []],
    ['pairs without their system message', dpo, [user('Title: The Tide?')], ['system']],
  ];
  for (const [what, training, messages, kinds] of table) {
    it(`${kinds.length > 0 ? 'tells' : 'lets pass'} ${what}`, () => {
      assert.deepEqual(
        driftOf(trainingFrame(training)!, messages).map(({ kind }) => kind),
        kinds,
      );
    });
  }

  it('knows nothing of a file without prompts', () => {
    assert.equal(trainingFrame('{"a": 1}\nno json'), undefined);
  });
});
