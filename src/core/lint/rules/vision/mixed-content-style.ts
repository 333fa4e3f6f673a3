import { CHAT_LIKE } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';

export const mixedContentStyle = exampleRule({
  id: 'vision/mixed-content-style',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'All contents of an example are strings, or all are arrays of parts.',
  why: 'Together refuses a mixture: it reads an example either as text or as text with images.',
  says: [
    {
      who: 'Together',
      text: 'Messages in the conversation must be either all in multimodal or all in text-only format',
    },
  ],
  severity: { default: 'off', together: 'error' },
  fixable: 'safe',
  messages: { mixed: 'This content is a string, and others of this example are arrays of parts.' },
  examples: {
    bad: [{ text: imageLine(imagePart(dataUrl())), target: 'together' }],
    good: [{ text: imageLine(imagePart(dataUrl())), target: 'openai' }],
  },
  check(example, { report }) {
    const contents = example.messages.map(view => ({ view, content: own(view.message, view.keys.content) }));
    if (!contents.some(({ content }) => Array.isArray(content))) return;
    for (const { view, content } of contents) {
      if (typeof content !== 'string') continue;
      const at = [...view.path, view.keys.content];
      report({
        messageId: 'mixed',
        at,
        fixes: () => {
          const edits = replaceValue(example, at, `[{"type": "text", "text": ${sourceOf(example, at)}}]`);
          return [{ title: 'Write as an array with one part', safety: 'safe', edits }];
        },
      });
    }
  },
});
