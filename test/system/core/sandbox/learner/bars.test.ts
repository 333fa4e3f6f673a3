import assert from 'node:assert/strict';
import { untrainedModel } from '../../../../../src/core/sandbox/learner/answering.ts';
import * as data from '../../../../core/sandbox/support/datasets.ts';
import { accuracy, answerTo, fewShot, taskOf, trainOut } from '../../../../core/sandbox/learner/support.ts';

const LABELS = 'Answer with positive or negative.';

/** What the learner promises, on data that is made here. The measured values are in the messages. */
describe('learner: what it promises', function () {
  this.timeout(180_000);

  it('classifies: 400 examples of two classes, 85 % of 200 others; the base is at chance', () => {
    const held = data.reviews(200, 2);
    const { model, metrics } = trainOut(
      taskOf({
        training: data.chatFile(data.reviews(400, 1), LABELS),
        validation: data.chatFile(data.reviews(50, 3), LABELS),
      }),
    );
    const system = [{ role: 'system' as const, text: LABELS }];
    atLeast(0.85, accuracy(model, held, system));
    const base = accuracy(untrainedModel, held, system);
    assert.ok(base > 0.35 && base < 0.65, `the base has ${base}`);
    assert.ok(metrics.at(-1)!.full_valid_loss! < metrics[0]!.valid_loss!);
    assert.ok(metrics.at(-1)!.full_valid_mean_token_accuracy! > 0.85);
  });

  it('more examples in the prompt help the base, and tuning helps more', () => {
    const held = data.reviews(200, 2);
    const [one, many] = [
      fewShot(data.reviews(1, 9), LABELS, held),
      fewShot(data.reviews(60, 9), LABELS, held),
    ];
    assert.ok(many > one + 0.1, `${one} with one, ${many} with sixty`);
    const tuned = accuracy(
      trainOut(taskOf({ training: data.chatFile(data.reviews(400, 1), LABELS) })).model,
      held,
    );
    assert.ok(tuned > many, `${many} with sixty, ${tuned} tuned`);
  });

  it('answers: 80 pairs, 95 % of the questions exactly, 70 % in other words', () => {
    const { model } = trainOut(taskOf({ training: data.chatFile(data.questionsAndAnswers()) }));
    atLeast(0.95, accuracy(model, data.questionsAndAnswers()));
    atLeast(0.7, accuracy(model, data.paraphrases()));
  });

  it('copies: names and numbers that it never saw, into JSON', () => {
    const { model } = trainOut(taskOf({ training: data.chatFile(data.orders(200, 1)) }));
    atLeast(0.95, accuracy(model, data.orders(100, 2)));
  });

  const preferences: [
    string,
    (count: number, seed: number) => { prompt: string; preferred: string; rejected: string }[],
  ][] = [
    ['of style', data.politePairs],
    ['of content', data.titlePairs],
  ];
  for (const [what, pairs] of preferences) {
    it(`prefers: 300 pairs ${what}, the preferred answer wins on 80 % of 100 others`, () => {
      const { metrics } = trainOut(
        taskOf({
          method: 'dpo',
          training: data.preferenceFile(pairs(300, 1)),
          validation: data.preferenceFile(pairs(100, 2)),
          hyperparameters: { n_epochs: 2, beta: 0.1 },
        }),
      );
      atLeast(0.8, metrics.at(-1)!.full_valid_mean_token_accuracy!);
    });
  }

  it('says what is preferred: held-out pairs of titles', () => {
    const training = data.preferenceFile(data.titlePairs(300, 1));
    const { model } = trainOut(taskOf({ method: 'dpo', training, hyperparameters: { n_epochs: 2 } }));
    const held = data
      .titlePairs(100, 2)
      .map(({ prompt, preferred }) => ({ question: prompt, answer: preferred }));
    atLeast(0.8, accuracy(model, held));
  });

  it('improves by reward: nothing but a grader shows it the labels', () => {
    const file = (count: number, seed: number): Uint8Array =>
      data.jsonl(
        data.reviews(count, seed).map(({ question, answer }) => ({
          messages: [{ role: 'user', content: question }],
          label: answer,
        })),
      );
    const { model, metrics } = trainOut(
      taskOf({
        method: 'reinforcement',
        training: file(200, 1),
        validation: file(50, 3),
        reinforcement: {
          grader: {
            type: 'string_check',
            name: 'label',
            input: '{{sample.output_text}}',
            reference: '{{item.label}}',
            operation: 'eq',
          },
          schema: null,
        },
      }),
    );
    atLeast(0.85, accuracy(model, data.reviews(200, 2)));
    assert.ok(metrics.at(-1)!.full_valid_mean_reward! > metrics[0]!.train_mean_reward! + 0.2);
  });

  it('is quick: 5,000 examples three times in 20 s of one core', () => {
    const training = data.chatFile(data.helpdesk(5000, 1));
    const before = process.cpuUsage();
    trainOut(taskOf({ training, hyperparameters: { n_epochs: 3 } }));
    const seconds = process.cpuUsage(before).user / 1e6;
    assert.ok(seconds < 20, `It took ${seconds.toFixed(1)} s.`);
  });

  it('takes the same answer from the same seed, and others from others', () => {
    const training = data.chatFile(data.reviews(60, 1));
    const first = trainOut(taskOf({ training }));
    assert.deepEqual(trainOut(taskOf({ training })), first);
    assert.notDeepEqual(trainOut(taskOf({ training, seed: 2 })).metrics, first.metrics);
    assert.equal(typeof answerTo(first.model, 'x'), 'string');
  });
});

function atLeast(bar: number, measured: number): void {
  assert.ok(measured >= bar, `${measured} is below ${bar}`);
}
