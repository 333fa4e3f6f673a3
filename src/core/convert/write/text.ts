import { Refusal } from '../loss.ts';
import { type Writer, framed } from '../writer.ts';

/** Text that is learnt as it is. A conversation becomes text by the chat template of a model, and not here. */
export const textWriter: Writer = {
  format: 'text',
  kind: 'text',
  write(neutral, losses) {
    if (neutral.text === undefined) throw new Refusal('no-template');
    return framed({ text: neutral.text }, neutral, losses, { others: true });
  },
};
