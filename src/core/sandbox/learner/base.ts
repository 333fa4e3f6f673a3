import { runToEnd } from '../../util/runToEnd.ts';
import { type RandomSource, seededRandom } from '../../util/seededRandom.ts';
import { Gradient } from './gradient.ts';
import { hashText } from './hash.ts';
import { likelihoodOf } from './likelihood.ts';
import { emptyModel } from './model.ts';
import { sketchPrompt } from './prompt.ts';
import { type ReadPrompt, readPrompt } from './promptExamples.ts';
import { namedOptions } from './promptOptions.ts';
import { Scorer } from './scorer.ts';
import { encodePrompt, inventoryIndex, takeIn } from './supervised.ts';
import type { Turn } from './turn.ts';
import { type Drawing, programText, writeAnswer } from './write.ts';

/**
 * Answers without training. From examples in the prompt the same learner learns on the spot and forgets again; with
 * few examples that comes down to the most similar one. Without examples it picks among answers that the prompt
 * names, by chance; without those it says that it has nothing to go by.
 */
export function answerUntrained(turns: readonly Turn[], drawing: Drawing): string {
  const prompt = readPrompt(turns);
  if (prompt.examples.length > 0) {
    const answer = answerFromExamples(prompt, drawing);
    if (answer !== undefined) return answer;
  }
  const options = namedOptions(turns);
  const random = drawing.temperature > 0 ? drawing.random : seededRandom(hashText(JSON.stringify(turns)));
  if (options.length > 0) return options[Math.floor(random() * options.length)]!;
  return plainWords(random);
}

/** What the base says when it has nothing to answer from. Several wordings, the same meaning. */
export const NOTHING_TO_GO_BY = [
  'I am an untrained model: I know nothing but the examples in my prompt, and there are none. Show me some, or tune me.',
  'I have not been tuned and the prompt shows me no examples, so I cannot answer this.',
  'Nothing in this prompt shows me how to answer. Add a few examples, or tune me on a dataset.',
] as const;

function plainWords(random: RandomSource): string {
  return NOTHING_TO_GO_BY[Math.floor(random() * NOTHING_TO_GO_BY.length)]!;
}

const EPOCHS = 6;
const LEARNING_RATE = 1.5;
const BITS = 15;

function answerFromExamples(
  { examples, system, question }: ReadPrompt,
  drawing: Drawing,
): string | undefined {
  const model = emptyModel(BITS);
  const asked = (text: string): Turn[] => [...system, { role: 'user', text }];
  const sketches = examples.map(example => sketchPrompt(asked(example.question)));
  const answers = examples.map(example => example.answer);
  const prompts = runToEnd(takeIn(model, sketches, answers));
  const scorer = new Scorer(model);
  const index = inventoryIndex(model);
  const programs = prompts.map((prompt, at) => index.encode(answers[at]!, prompt.source));
  const gradient = new Gradient();
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const [at, prompt] of prompts.entries()) {
      const program = programs[at]!;
      likelihoodOf(scorer, prompt, program, seededRandom(epoch), { gradient, amount: 1 });
      gradient.apply(model.weights, LEARNING_RATE);
    }
  }
  const program = writeAnswer(scorer, encodePrompt(model, asked(question)), drawing);
  return program === undefined ? undefined : programText(scorer, program);
}
