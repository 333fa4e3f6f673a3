import { FLAGS } from '../../contentFacts.ts';
import { exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';
import { imagesOf } from '../../vision/images.ts';

const images = (count: number) => imageLine(...Array.from({ length: count }, () => imagePart(dataUrl())));

export const tooManyImages = exampleRule({
  id: 'vision/too-many-images',
  needs: 'object',
  summary:
    'An example has not more images, and a file not more examples with images, than the consumer takes.',
  why: 'Beyond the limit the example or the file is refused.',
  severity: { default: 'error' },
  messages: {
    example: 'This is image {count}; {target} takes at most {limit} an example.',
    file: '{count} examples have images; {target} takes at most {limit} a file.',
  },
  options: {
    maxExamples: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'Your own limit of examples with images in a file; 0 takes that of the target.',
    },
  },
  examples: {
    bad: [
      { text: images(11), target: 'openai', messageId: 'example' },
      { text: `${images(1)}\n${images(2)}`, options: { maxExamples: 1 }, messageId: 'file' },
    ],
    good: [
      { text: images(10), target: 'openai' },
      { text: images(11), target: 'azure' },
    ],
  },
  check(example, { target, report }) {
    const limit = target.limits.imagesPerExample;
    if (limit === undefined) return;
    const found = imagesOf(example);
    const first = found[limit];
    if (!first) return;
    report({
      messageId: 'example',
      data: { count: limit + 1, target: target.title, limit },
      at: first.partPath,
    });
  },
  checkFile({ table }, { target, options, report }) {
    const limit = Number(options.maxExamples) || target.limits.examplesWithImages || Number.POSITIVE_INFINITY;
    if (table.length <= limit) return;
    let count = 0;
    for (let line = 0; line < table.length; line++) {
      if ((table.content(line, 'flags') & FLAGS.image) !== 0) count += 1;
    }
    if (count > limit) report({ messageId: 'file', data: { count, target: target.title, limit } });
  },
});
