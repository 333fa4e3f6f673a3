import assert from 'node:assert/strict';
import { graderFeedback } from '../../../src/core/evaluate/feedback/graderFeedback.ts';
import { heldOutCases } from '../../../src/core/evaluate/feedback/heldOut.ts';
import { cellId } from '../../../src/core/evaluate/results/cell.ts';
import { emptyResults } from '../../../src/core/evaluate/results/readResults.ts';
import type { Feedback } from '../../../src/core/evaluate/feedback/feedback.ts';
import {
  feedbackDataset,
  type FeedbackDatasetOptions,
} from '../../../src/core/evaluate/feedback/feedbackDataset.ts';
import {
  feedbackLine,
  readFeedback,
  removalLine,
  unreadText,
} from '../../../src/core/evaluate/feedback/readFeedback.ts';
import { trainingRows } from '../../../src/core/evaluate/training/trainingRows.ts';
import { Problem } from '../../../src/core/util/problem.ts';

let next = 0;
const said = (id: string, more: Partial<Feedback>): Feedback => ({
  ...{ id: `f${next++}`, at: 0, kind: 'thumb', case: id, values: { topic: id }, source: 's.compare.json' },
  ...more,
});
const answer = (output: string, variant = 'v') => ({
  variant,
  output,
  template: 'ask.prompt.json',
  templateHash: 'h',
});
const up = (id: string, output: string) => said(id, { thumb: 'up', answer: answer(output) });
const down = (id: string, output: string) => said(id, { thumb: 'down', answer: answer(output) });
const ideal = (id: string, text: string) => said(id, { kind: 'ideal', ideal: text });
const choice = (id: string, left: string, right: string, better: Feedback['better']) =>
  said(id, { kind: 'choice', left: answer(left, 'a'), right: answer(right, 'b'), ...(better && { better }) });

const make = (feedback: Feedback[], kind: 'sft' | 'dpo', more: Partial<FeedbackDatasetOptions> = {}) =>
  feedbackDataset(feedback, {
    kind,
    promptOf: async ({ values }) => [{ role: 'user', content: `About ${String(values.topic)}` }],
    ...more,
  });

describe('feedback becomes data', () => {
  const sft: [what: string, feedback: Feedback[], answers: string[]][] = [
    ['liked answers', [up('a', 'good'), down('b', 'bad')], ['good']],
    ['the ideal answer instead of a liked one', [up('a', 'good'), ideal('a', 'best')], ['best']],
    ['winners of choices', [choice('a', 'x', 'y', 'right'), choice('b', 'x', 'y', 'both')], ['y']],
    ['no winner that was disliked', [choice('a', 'x', 'y', 'right'), down('a', 'y')], []],
    ['an answer once', [up('a', 'good'), up('a', 'good')], ['good']],
    ['nothing empty', [up('a', ' '), ideal('b', '')], []],
  ];
  for (const [what, feedback, answers] of sft) {
    it(`takes ${what}`, async () => {
      const { rows } = await make(feedback, 'sft');
      assert.deepEqual(
        rows.map(row => JSON.parse(row).messages.at(-1).content),
        answers,
      );
    });
  }

  const dpo: [what: string, feedback: Feedback[], pairs: [string, string][]][] = [
    ['choices', [choice('a', 'x', 'y', 'right'), choice('b', 'x', 'y', 'neither')], [['y', 'x']]],
    [
      'liked against disliked on the same case',
      [up('a', 'good'), down('a', 'bad'), down('b', 'bad')],
      [['good', 'bad']],
    ],
    ['ideal against disliked', [ideal('a', 'best'), down('a', 'bad')], [['best', 'bad']]],
    ['no pair of equals', [up('a', 'same'), down('a', 'same ')], []],
  ];
  for (const [what, feedback, pairs] of dpo) {
    it(`pairs ${what}`, async () => {
      const { rows } = await make(feedback, 'dpo');
      const found = rows
        .map(row => JSON.parse(row))
        .map(one => [one.preferred_output[0].content, one.non_preferred_output[0].content]);
      assert.deepEqual(found, pairs);
    });
  }

  it('renders the prompt as it is now, and says where each row comes from', async () => {
    const one = up('a', 'good');
    const { rows, origins } = await make([one], 'sft');
    assert.deepEqual(JSON.parse(rows[0]!).messages, [
      { role: 'user', content: 'About a' },
      { role: 'assistant', content: 'good' },
    ]);
    assert.deepEqual(origins, [
      {
        line: 0,
        feedback: [one.id],
        case: 'a',
        source: 's.compare.json',
        template: 'ask.prompt.json',
        templateHash: 'h',
        variant: 'v',
      },
    ]);
  });

  it('leaves out what is in the training file, what is held out, and what cannot be rendered', async () => {
    const training = trainingRows(
      JSON.stringify({
        messages: [
          { role: 'user', content: 'about A' },
          { role: 'assistant', content: 'Good!' },
        ],
      }),
    );
    const { rows, known, heldOut, failed } = await make(
      [up('a', 'good'), up('b', 'fine'), up('c', 'ok'), up('d', 'yes')],
      'sft',
      {
        training,
        isHeldOut: one => one.case === 'b',
        promptOf: async ({ values }) => {
          if (values.topic === 'c') throw new Problem({ code: 'rejected', message: 'No.', remedy: 'No.' });
          return [{ role: 'user', content: `About ${String(values.topic)}` }];
        },
      },
    );
    assert.deepEqual([rows.length, known, heldOut, failed.length], [1, 1, 1, 1]);
  });
});

describe('readFeedback', () => {
  it('lets a later word replace an earlier one, forgets what was taken back, and skips what it cannot read', () => {
    const [first, second, other] = [up('a', 'x'), down('a', 'x'), up('b', 'y')];
    const text = `${feedbackLine(first)}{ torn\n${feedbackLine(second)}${feedbackLine(other)}${removalLine(other, 1)}`;
    const { feedback, skipped } = readFeedback(text);
    assert.deepEqual(
      feedback.map(({ id }) => id),
      [second.id],
    );
    assert.deepEqual(skipped, [2]);
    assert.match(unreadText(skipped).join(), /feedback\.jsonl.*: 2\.$/);
    assert.deepEqual(unreadText([]), []);
  });
});

describe('what is kept for evaluation', () => {
  const held = new Map([
    [
      'valid.jsonl',
      JSON.stringify({
        messages: [
          { role: 'user', content: 'Is it a favourite? The Quiet Harbour' },
          { role: 'assistant', content: 'true' },
        ],
      }),
    ],
  ]);
  const table: [what: string, feedback: Feedback, isHeld: boolean][] = [
    ['a row of the file', said('a', { from: { file: 'valid.jsonl', line: 3 } }), true],
    ['a row of another file', said('b', { from: { file: 'train.jsonl', line: 3 } }), false],
    [
      'the same question, typed in',
      said('c', { values: { title: 'The quiet harbour', label: 'true' } }),
      true,
    ],
    ['another question', said('d', { values: { title: 'The loud harbour', label: 'true' } }), false],
  ];
  for (const [what, one, isHeld] of table) {
    it(`${isHeld ? 'holds back' : 'lets pass'} ${what}`, () => {
      assert.equal(heldOutCases([one], held)(one), isHeld);
    });
  }
});

describe('what a grader says, as feedback', () => {
  const cell = (id: string, output: string) => ({
    ...{ case: id, variant: 'v', repetition: 0, request: 'r', output, asked: 'm' },
  });
  const results = emptyResults();
  for (const one of [cell('a', 'good'), cell('b', 'bad'), cell('c', 'good')])
    results.cells.set(cellId(one), one);
  const scoreOf = (id: string, passed?: boolean) => ({
    ...{ case: id, variant: 'v', repetition: 0, grader: 'judge' },
    ...(passed !== undefined && { passed }),
  });
  const prompt = { file: { path: 'ask.prompt.json' }, hash: 'h' };
  const comparison = {
    path: 's.compare.json',
    cases: ['a', 'b', 'c'].map(id => ({ id, title: id, values: { topic: id }, from: {} })),
    variants: [{ name: 'v', prompt }],
  } as never;

  it('likes what passes, dislikes what fails, and believes the person', () => {
    const scores = [scoreOf('a', true), scoreOf('b', false), scoreOf('c')];
    const thumbs = (own: Feedback[] = []) =>
      graderFeedback('judge', comparison, results, { scores }, own).map(
        one => `${one.case} ${one.thumb} ${one.answer?.template}`,
      );
    assert.deepEqual(thumbs(), ['a up ask.prompt.json', 'b down ask.prompt.json']);
    assert.deepEqual(thumbs([down('a', 'good')]), ['b down ask.prompt.json']);
  });
});
