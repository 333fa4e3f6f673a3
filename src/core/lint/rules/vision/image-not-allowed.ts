import { chatLine } from '../../exampleLine.ts';
import { exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';
import { imagesOf } from '../../vision/images.ts';

export const imageNotAllowed = exampleRule({
  id: 'vision/image-not-allowed',
  needs: 'object',
  summary: 'Images stand in messages of the user, and in formats that take them.',
  why: 'Models see images and do not draw them: one in an answer or an instruction cannot be learnt from, and the file is refused. Preference data is text only.',
  says: [{ who: 'Together', text: 'only user messages can contain images' }],
  severity: { default: 'error', trl: 'warning', axolotl: 'warning', llamafactory: 'warning' },
  messages: {
    role: 'Only messages of the user can have images.',
    format: 'Preference data is text only; this image is not taken.',
  },
  examples: {
    bad: [
      {
        text: chatLine([
          { role: 'user', content: 'Draw a dot.' },
          { role: 'assistant', content: [imagePart(dataUrl())] },
        ]),
        messageId: 'role',
      },
      {
        text: JSON.stringify({
          input: { messages: [{ role: 'user', content: [imagePart(dataUrl())] }] },
          preferred_output: [{ role: 'assistant', content: 'A dot.' }],
          non_preferred_output: [{ role: 'assistant', content: 'A cat.' }],
        }),
        messageId: 'format',
      },
    ],
    good: [{ text: imageLine(imagePart(dataUrl())) }],
  },
  check(example, { report }) {
    for (const { partPath, speaker } of imagesOf(example)) {
      if (example.format === 'openai-dpo') report({ messageId: 'format', at: partPath });
      else if (speaker !== 'user' && speaker !== undefined) report({ messageId: 'role', at: partPath });
    }
  },
});
