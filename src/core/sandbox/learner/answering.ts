import { answerUntrained, NOTHING_TO_GO_BY } from './base.ts';
import { decodeModelInSteps } from './modelFile.ts';
import { Scorer } from './scorer.ts';
import { encodePrompt } from './supervised.ts';
import type { Turn } from './turn.ts';
import { type Drawing, programText, writeAnswer } from './write.ts';

/** Something that answers prompts. */
export interface AnsweringModel {
  answer(turns: readonly Turn[], drawing: Drawing): string;
}

/** The base, which answers from examples in its prompt. */
export const untrainedModel: AnsweringModel = { answer: answerUntrained };

/** A model that was trained, with a yield now and then while it is read. Throws as `decodeModel` does. */
export function* openTrainedModel(bytes: Uint8Array): Generator<void, AnsweringModel> {
  const model = yield* decodeModelInSteps(bytes);
  const scorer = new Scorer(model);
  yield* scorer.prepare();
  return {
    answer(turns, drawing) {
      const program = writeAnswer(scorer, encodePrompt(model, turns), drawing);
      return program === undefined ? NOTHING_TO_GO_BY[1] : programText(scorer, program);
    },
  };
}
