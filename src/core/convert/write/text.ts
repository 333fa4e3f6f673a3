import { Refusal } from '../loss.ts';
import { beside, withOthers, type Writer } from '../writer.ts';

/** Text that is learnt as it is. A conversation becomes text by the chat template of a model, and not here. */
export const textWriter: Writer = {
  format: 'text',
  kind: 'text',
  write(neutral, losses) {
    if (neutral.text === undefined) throw new Refusal('no-template');
    const value = { text: neutral.text, ...beside(neutral, losses, { others: true }) };
    return withOthers(value, neutral, losses);
  },
};
