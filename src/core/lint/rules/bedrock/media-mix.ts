import { isObject, own } from '../../../jsonl/shape.ts';
import { FLAGS } from '../../contentFacts.ts';
import { converseLine, IMAGE, said, VIDEO } from '../../converseLine.ts';
import { exampleRule } from '../../rule.ts';

const asked = (...blocks: unknown[]) =>
  converseLine([said('user', { text: 'What?' }, ...blocks), said('assistant', { text: 'A dot.' })]);

export const mediaMix = exampleRule({
  id: 'bedrock/media-mix',
  needs: 'object',
  formats: ['bedrock-converse', 'bedrock-dpo'],
  summary: 'A dataset has images or videos, one video an example at most, and none in answers.',
  why: 'Nova is tuned with one kind of media at a time, and looks at them in questions only. It refuses other data.',
  severity: { default: 'error' },
  messages: {
    answer: 'Answers have no media.',
    videos: 'An example has one video at most.',
    mixed: 'This example has a {kind}, and line {line} has a {other}: one dataset has one kind.',
  },
  examples: {
    bad: [
      {
        text: converseLine([said('user', { text: 'Draw.' }), said('assistant', IMAGE)]),
        messageId: 'answer',
      },
      { text: asked(VIDEO, VIDEO), messageId: 'videos' },
      { text: `${asked(IMAGE)}\n${asked(VIDEO)}`, messageId: 'mixed' },
    ],
    good: [{ text: `${asked(IMAGE)}\n${asked(IMAGE)}` }],
  },
  check(example, { report }) {
    let videos = 0;
    for (const { message, path, role } of example.messages) {
      const content = own(message, 'content');
      if (!Array.isArray(content)) continue;
      content.forEach((block, index) => {
        if (!isObject(block)) return;
        const at = [...path, 'content', index];
        const hasMedia = MEDIA.some(key => own(block, key) !== undefined);
        if (hasMedia && role === 'assistant') report({ messageId: 'answer', at });
        if (own(block, 'video') === undefined) return;
        videos += 1;
        if (videos === 2) report({ messageId: 'videos', at });
      });
    }
  },
  checkFile({ table }, { report }) {
    let image: number | undefined;
    let video: number | undefined;
    for (let line = 0; line < table.length; line++) {
      const flags = table.content(line, 'flags');
      if ((flags & FLAGS.image) !== 0) image ??= line;
      if ((flags & FLAGS.video) !== 0) video ??= line;
    }
    if (image === undefined || video === undefined) return;
    const [later, kind, first, other] =
      image > video ? [image, 'image', video, 'video'] : [video, 'video', image, 'image'];
    report({
      messageId: 'mixed',
      data: { kind, line: first + 1, other },
      at: later,
      related: [{ line: first, message: 'The other kind' }],
    });
  },
});

const MEDIA = ['image', 'video', 'document', 'audio'];
