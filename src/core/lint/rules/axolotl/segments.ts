import { isObject, own } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

const line = (...segments: unknown[]) => JSON.stringify({ segments });

export const segments = exampleRule({
  id: 'axolotl/segments',
  needs: 'object',
  formats: ['axolotl-input-output'],
  summary: 'A segment has a text and says whether it is learnt, and one of them is.',
  why: 'Axolotl joins the texts and learns those whose label is true. A segment without the two makes it fail; without any label that is true the example teaches nothing.',
  severity: { default: 'error' },
  messages: {
    item: 'A segment has to be an object with a "label" that is true or false and a "text" that is a string.',
    none: 'No segment is learnt: every label is false.',
  },
  examples: {
    bad: [
      { text: line({ label: true, text: 'a' }, { label: 'yes', text: 'b' }), messageId: 'item' },
      { text: line({ label: false, text: 'a' }), messageId: 'none' },
    ],
    good: [{ text: line({ label: false, text: 'a' }, { label: true, text: 'b' }) }],
  },
  check(example, { report }) {
    const list = example.field('segments');
    if (!Array.isArray(list)) return;
    const sound = list.map(
      item =>
        isObject(item) && typeof own(item, 'label') === 'boolean' && typeof own(item, 'text') === 'string',
    );
    sound.forEach((isSound, index) => {
      if (!isSound) report({ messageId: 'item', at: ['segments', index] });
    });
    const learns = list.some(item => isObject(item) && own(item, 'label') === true);
    if (!learns && sound.every(Boolean)) report({ messageId: 'none', at: ['segments'], severity: 'warning' });
  },
});
