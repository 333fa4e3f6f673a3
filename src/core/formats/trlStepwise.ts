import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns, textTurn } from './readTurns.ts';

/** A prompt, the steps of an answer, and for each whether it is right. Source: TRL's dataset_formats (FORMATS a.12). */
export const trlStepwise: Format = {
  id: 'trl-stepwise',
  title: 'TRL stepwise supervision',
  keys: { required: ['prompt', 'completions', 'labels'], optional: [], othersAllowed: true },
  fields: [
    { path: ['completions'], type: 'array' },
    { path: ['labels'], type: 'array' },
  ],
  conversations: () => [],
  read(value) {
    const steps = own(value, 'completions');
    const turns = Array.isArray(steps)
      ? steps.flatMap((step, index) =>
          typeof step === 'string' ? [textTurn('assistant', step, ['completions', index])] : [],
        )
      : [];
    return readExample(
      value,
      [
        { part: 'prompt', turns: readTurns(own(value, 'prompt'), 'user', ['prompt']) },
        { part: 'answer', turns },
      ],
      ['prompt', 'completions'],
    );
  },
};
