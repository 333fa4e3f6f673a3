import { isObject, own } from '../jsonl/shape.ts';
import type { Turn } from './conversation.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';

/** Pieces of text of which some are learnt. Source: Axolotl's dataset-formats, input_output (FORMATS a.13). */
export const axolotlInputOutput: Format = {
  id: 'axolotl-input-output',
  title: 'Axolotl input and output',
  keys: { required: ['segments'], optional: [], othersAllowed: true },
  fields: [{ path: ['segments'], type: 'array' }],
  conversations: () => [],
  read(value) {
    const segments = own(value, 'segments');
    const turns = Array.isArray(segments)
      ? segments.flatMap((segment, index): Turn[] => {
          const text = isObject(segment) ? own(segment, 'text') : undefined;
          if (!isObject(segment) || typeof text !== 'string') return [];
          const path = ['segments', index];
          const label = own(segment, 'label');
          return [
            {
              speaker: undefined,
              path,
              pieces: [{ kind: 'text', text, path: [...path, 'text'] }],
              unread: [],
              ...(typeof label === 'boolean' ? { weight: Number(label) } : {}),
            },
          ];
        })
      : [];
    return readExample(value, [{ part: 'text', turns }], ['segments']);
  },
};
