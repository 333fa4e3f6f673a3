import { own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { textTurn } from './readTurns.ts';

/** Text that is learnt as it is. Sources: TRL, Together's general format, mistral-finetune's pretraining lines. */
export const text: Format = {
  id: 'text',
  title: 'Text',
  keys: { required: [], optional: ['text', 'content'], othersAllowed: true },
  fields: [
    { path: ['text'], type: 'string' },
    { path: ['content'], type: 'string' },
  ],
  conversations: () => [],
  read(value) {
    const key = typeof own(value, 'text') === 'string' ? 'text' : 'content';
    const found = own(value, key);
    const turns = typeof found === 'string' ? [textTurn(undefined, found, [key])] : [];
    return readExample(value, [{ part: 'text', turns }], [key]);
  },
};
