import { MEDIA_MARKS } from '../../../formats/readMedia.ts';
import { exampleRule } from '../../rule.ts';

const line = (value: string, images?: string[]) =>
  JSON.stringify({
    conversations: [
      { from: 'human', value },
      { from: 'gpt', value: 'A dot.' },
    ],
    images,
  });

export const mediaPlaceholder = exampleRule({
  id: 'llamafactory/media-placeholder',
  needs: 'object',
  formats: ['sharegpt', 'alpaca', 'llamafactory-preference'],
  summary: 'The text has a mark for every image, video and sound of its lists.',
  why: 'LLaMA-Factory puts the items of "images" where <image> stands in the text. Where their numbers differ, loading fails.',
  severity: { default: 'warning', llamafactory: 'error' },
  messages: { differs: 'The text has {marks} {mark}, and "{key}" has {items}.' },
  examples: {
    bad: [{ text: line('What is this?', ['a.png']) }, { text: line('<image><image> Which?', ['a.png']) }],
    good: [{ text: line('<image> What is this?', ['a.png']) }, { text: line('What does <image> mean?') }],
  },
  check(example, { report }) {
    for (const { mark, key } of MEDIA_MARKS) {
      const list = example.field(key);
      if (!Array.isArray(list)) continue;
      const marks = countOf(example.text, mark);
      if (marks === list.length) continue;
      report({ messageId: 'differs', data: { marks, mark, key, items: list.length }, at: [key] });
    }
  },
});

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count += 1;
  return count;
}
