import assert from 'node:assert/strict';
import { untrainedModel } from '../../../../../src/core/sandbox/learner/answering.ts';
import { decodeModel } from '../../../../../src/core/sandbox/learner/modelFile.ts';
import { piecesOf } from '../../../../../src/core/sandbox/learner/pieces.ts';
import { namedOptions } from '../../../../../src/core/sandbox/learner/promptOptions.ts';
import { type TrainProgress, trainModel } from '../../../../../src/core/sandbox/learner/train.ts';
import type { Turn } from '../../../../../src/core/sandbox/learner/turn.ts';
import * as data from '../../../../core/sandbox/support/datasets.ts';
import { accuracy, answerTo, taskOf, trainOut } from '../../../../core/sandbox/learner/support.ts';

const user = (text: string): Turn => ({ role: 'user', text });
const assistant = (text: string): Turn => ({ role: 'assistant', text });
const system = (text: string): Turn => ({ role: 'system', text });

describe('learner: what an example teaches', () => {
  it('nothing from a message with weight 0, something from every other answer', () => {
    const talk = (second: number) => ({
      messages: [
        { role: 'user', content: 'ping' },
        { role: 'assistant', content: 'wrong', weight: 0 },
        { role: 'user', content: 'ping again' },
        { role: 'assistant', content: 'pong', weight: second },
      ],
    });
    const { model } = trainOut(taskOf({ training: data.jsonl(Array.from({ length: 12 }, () => talk(1))) }));
    assert.equal(answerTo(model, 'ping'), 'pong');
    const { inventory } = decodeModel(model);
    assert.ok(!JSON.stringify(inventory).includes('wrong'));
  });

  it('what the system prompt asks for', () => {
    const pairs = ['cat', 'dog', 'cow', 'pig', 'hen', 'fox'].flatMap(animal => [
      { system: 'Write in French.', question: `the ${animal}`, answer: 'en français' },
      { system: 'Write in German.', question: `the ${animal}`, answer: 'auf Deutsch' },
    ]);
    const file = data.jsonl(
      pairs.map(pair => ({
        messages: [
          { role: 'system', content: pair.system },
          { role: 'user', content: pair.question },
          { role: 'assistant', content: pair.answer },
        ],
      })),
    );
    const { model } = trainOut(taskOf({ training: file }));
    assert.equal(answerTo(model, 'the owl', [system('Write in French.')]), 'en français');
    assert.equal(answerTo(model, 'the owl', [system('Write in German.')]), 'auf Deutsch');
  });

  it('what was said before', () => {
    const talks = Array.from({ length: 12 }, (_, index) => ({
      messages: [
        { role: 'user', content: 'start' },
        { role: 'assistant', content: index % 2 === 0 ? 'Tea or coffee?' : 'Red or blue?' },
        { role: 'user', content: 'the first' },
        { role: 'assistant', content: index % 2 === 0 ? 'Tea it is.' : 'Red it is.' },
      ],
    }));
    const { model } = trainOut(taskOf({ training: data.jsonl(talks) }));
    assert.equal(answerTo(model, 'the first', [user('start'), assistant('Tea or coffee?')]), 'Tea it is.');
    assert.equal(answerTo(model, 'the first', [user('start'), assistant('Red or blue?')]), 'Red it is.');
  });

  it('fields of a form apart from each other, so that combinations come out that it never saw', () => {
    const moods = ['angry', 'calm', 'merry', 'sad'];
    const topics = ['bills', 'shoes', 'trains', 'bread'];
    const unseen = new Set(['angry bread', 'sad bills', 'calm trains']);
    const all = moods.flatMap(mood => topics.map(topic => ({ mood, topic })));
    const example = ({ mood, topic }: { mood: string; topic: string }, index: number) => ({
      question: `${['Today', 'Again', 'Well'][index % 3]} a ${mood} person wrote about ${topic} ${index}`,
      answer: `<mood>${mood.toUpperCase()}!</mood>\n<topic>t-${topic.length}-${topic[0]}</topic>`,
    });
    const seen = all.filter(({ mood, topic }) => !unseen.has(`${mood} ${topic}`));
    const training = Array.from({ length: 60 }, (_, index) => example(seen[index % seen.length]!, index));
    const { model } = trainOut(taskOf({ training: data.chatFile(training) }));
    const held = all.filter(({ mood, topic }) => unseen.has(`${mood} ${topic}`)).map(example);
    assert.equal(accuracy(model, held), 1);
  });

  it('labels as labels, even when every prompt names them', () => {
    const pairs = data.reviews(120, 1).map(({ question, answer }) => ({
      question: `Is this positive or negative? ${question}`,
      answer,
    }));
    const { model } = trainOut(taskOf({ training: data.chatFile(pairs) }));
    const { fields } = decodeModel(model).inventory;
    assert.deepEqual(
      fields[0]!.values.map(value => value.template.forms.length),
      [0, 0],
    );
  });

  it('frames around answers that it never saw together', () => {
    const pairs = data.questionsAndAnswers().map(({ question, answer }, index) => ({
      question,
      answer: `${index % 2 === 0 ? 'Thank you for asking. ' : ''}${answer}${index % 3 === 0 ? ' Have a nice day!' : ''}`,
    }));
    const { inventory } = decodeModel(trainOut(taskOf({ training: data.chatFile(pairs) })).model);
    assert.deepEqual(inventory.openings, ['Thank you for asking. ']);
    assert.deepEqual(inventory.closings, ['Have a nice day!']);
  });
});

describe('learner: runs', () => {
  const training = data.chatFile(data.reviews(60, 1));
  const validation = data.chatFile(data.reviews(10, 2));
  const task = taskOf({ training, validation, hyperparameters: { n_epochs: 3, batch_size: 4 } });

  it('give the same model to the byte when they were interrupted anywhere', () => {
    const whole = trainOut(task);
    for (const stop of [0, 1, 20, 44]) {
      const paused = collect(task, stop).at(-1)!;
      assert.equal(paused.kind, 'paused');
      if (paused.kind !== 'paused') continue;
      assert.equal(paused.step, stop);
      const rest = trainOut({ ...task, resume: { model: paused.model, step: paused.step } });
      assert.deepEqual(rest.model, whole.model);
      assert.deepEqual(rest.metrics.at(-1), whole.metrics.at(-1));
    }
  });

  it('give a checkpoint after each epoch, from which they can go on', () => {
    const whole = trainOut(task);
    const checkpoints = [...trainModel(task)].filter(progress => progress.kind === 'checkpoint');
    assert.deepEqual(
      checkpoints.map(checkpoint => checkpoint.metrics.step),
      [15, 30, 45],
    );
    const { model, metrics } = checkpoints[1]!;
    assert.deepEqual(trainOut({ ...task, resume: { model, step: metrics.step } }).model, whole.model);
    assert.deepEqual(checkpoints[2]!.model, whole.model);
  });

  it('interrupted DPO holds on to the model that it started from', () => {
    const start = trainOut(taskOf({ training })).model;
    const dpo = taskOf({
      method: 'dpo',
      start,
      training: data.preferenceFile(data.titlePairs(30, 1)),
      hyperparameters: { n_epochs: 2 },
    });
    const paused = collect(dpo, 30).at(-1)!;
    assert.ok(paused.kind === 'paused');
    assert.deepEqual(
      trainOut({ ...dpo, resume: { model: paused.model, step: 30 } }).model,
      trainOut(dpo).model,
    );
  });

  it('survive files with nothing in them, and settings far too high', () => {
    const empty = trainOut(taskOf({ training: new Uint8Array(0) }));
    assert.equal(typeof answerTo(empty.model, 'hello'), 'string');
    const noise = data.jsonl([
      [],
      null,
      5,
      'x',
      {},
      { messages: 5 },
      { messages: [null, { role: 'assistant' }] },
    ] as object[]);
    assert.equal(typeof answerTo(trainOut(taskOf({ training: noise })).model, 'hello'), 'string');
    const wild = trainOut(
      taskOf({ training, hyperparameters: { learning_rate_multiplier: 1e9, batch_size: 256 } }),
    );
    assert.ok(wild.metrics.every(metrics => Number.isFinite(metrics.train_loss)));
    assert.match(answerTo(wild.model, 'the soup'), /^(positive|negative)$/);
  });

  it('train further without forgetting', () => {
    const pairs = data.questionsAndAnswers();
    const first = trainOut(taskOf({ training: data.chatFile(pairs.slice(0, 40)) }));
    const second = trainOut(taskOf({ start: first.model, training: data.chatFile(pairs.slice(40)) }));
    assert.ok(accuracy(second.model, pairs) >= 0.95);
  });
});

describe('learner: reinforcement', () => {
  it('finds answers in JSON by the sum of two graders', () => {
    const file = (count: number, seed: number): Uint8Array =>
      data.jsonl(
        data.orders(count, seed).map(({ question, answer }) => ({
          messages: [{ role: 'user', content: question }],
          expected: JSON.parse(answer) as unknown,
        })),
      );
    const grader = (key: string, metric: boolean) => ({
      name: key,
      input: `{{sample.output_json.${key}}}`,
      reference: `{{item.expected.${key}}}`,
      ...(metric
        ? { type: 'text_similarity' as const, evaluation_metric: 'fuzzy_match' as const }
        : { type: 'string_check' as const, operation: 'eq' as const }),
    });
    const properties = { name: { type: 'string' }, order: { type: 'integer' }, urgent: { type: 'boolean' } };
    const { metrics, model } = trainOut(
      taskOf({
        method: 'reinforcement',
        training: file(120, 1),
        validation: file(40, 2),
        reinforcement: {
          grader: {
            type: 'multi',
            name: 'both',
            graders: { name: grader('name', true), order: grader('order', false) },
            calculate_output: '(name + order) / 2',
          },
          schema: {
            type: 'object',
            properties,
            required: Object.keys(properties),
            additionalProperties: false,
          },
        },
      }),
    );
    assert.ok(metrics[0]!.train_mean_reward! < 0.9, String(metrics[0]!.train_mean_reward));
    assert.ok(metrics.at(-1)!.full_valid_mean_reward! > 0.9, String(metrics.at(-1)!.full_valid_mean_reward));
    const [order] = data.orders(1, 3);
    const wanted = JSON.parse(order!.answer) as { name: string; order: number };
    const answer = JSON.parse(answerTo(model, order!.question)) as { name: string; order: number };
    assert.deepEqual([answer.name, answer.order], [wanted.name, wanted.order]);
  });
});

describe('learner: the untrained base', () => {
  const ask = (turns: Turn[]): string =>
    untrainedModel.answer(turns, { temperature: 0, topP: 1, random: () => 0 });
  const table: [string, Turn[], string][] = [
    [
      'the most similar earlier turn',
      [
        user('capital of Italy'),
        assistant('Rome'),
        user('colour of grass'),
        assistant('green'),
        user('what colour is grass?'),
      ],
      'green',
    ],
    ['lines with arrows', [user('Translate.\nsea -> mer\nblue sky -> ciel\nsky ->')], 'ciel'],
    [
      'blocks with labels',
      [user('Text: lovely film\nMood: good\n\nText: awful film\nMood: bad\n\nText: awful day\nMood:')],
      'bad',
    ],
    [
      'examples in the system prompt',
      [
        system('Q: Who wrote Emma?\nA: Austen\n\nQ: Who wrote Faust?\nA: Goethe'),
        user('Q: Who wrote the book Faust?'),
      ],
      'Goethe',
    ],
    [
      'the shape of a single example, filled anew',
      [
        user('Text: I had pizza at Luigi and it was hot.'),
        assistant('<place>Luigi</place><rating>4</rating>'),
        user('Text: I had soup at Mario and it was cold.'),
      ],
      '<place>Mario</place><rating>4</rating>',
    ],
    [
      'a pattern of two examples',
      [
        user('Greet John Smith from London'),
        assistant('Hello John Smith, how is London?'),
        user('Greet Ann Lee from Paris'),
        assistant('Hello Ann Lee, how is Paris?'),
        user('Greet Maria Lopez from Madrid'),
      ],
      'Hello Maria Lopez, how is Madrid?',
    ],
  ];
  for (const [what, turns, answer] of table)
    it(`answers from ${what}`, () => assert.equal(ask(turns), answer));

  const options: [string, string[]][] = [
    ['Answer with yes or no.', ['yes', 'no']],
    ['Classify as one of: bug, feature, question', ['bug', 'feature', 'question']],
    ['Reply only with "very good" or "very bad".', ['very good', 'very bad']],
    ['Output A|B|C', ['A', 'B', 'C']],
    ['Tell me a story.', []],
  ];
  for (const [text, expected] of options) {
    it(`sees the options in “${text}”`, () => assert.deepEqual(namedOptions([user(text)]), expected));
  }
});

describe('learner: pieces', () => {
  it('are the text again', () => {
    for (const text of [
      '',
      'Hello, world!',
      '  a\n\nb  ',
      '日本語 12345678',
      'x'.repeat(50),
      '🙂🙂 ok\u0000',
    ]) {
      assert.equal(piecesOf(text).join(''), text);
    }
  });
});

/** What a run tells when it is paused after some steps. */
function collect(task: Parameters<typeof trainModel>[0], stopAfter: number): TrainProgress[] {
  let asked = 0;
  return [...trainModel(task, () => asked++ >= stopAfter)];
}
