import { exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';
import { dataUrlOf, imagesOf } from '../../vision/images.ts';
import { decodedSize } from '../../vision/imageHead.ts';

export const imageTooLarge = exampleRule({
  id: 'vision/image-too-large',
  needs: 'object',
  summary: 'Images are not larger than the consumer takes.',
  why: 'A larger image is refused, or its example is left out of the training.',
  says: [{ who: 'OpenAI', text: 'image too large' }],
  severity: { default: 'warning', together: 'error' },
  messages: { size: 'This image has {size} MB; {target} takes at most {limit} MB.' },
  options: {
    maxBytes: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'A limit of your own in bytes; 0 takes the limit of the target.',
    },
  },
  examples: {
    bad: [{ text: imageLine(imagePart(dataUrl())), options: { maxBytes: 20 } }],
    good: [{ text: imageLine(imagePart(dataUrl())), target: 'openai' }],
  },
  check(example, { target, options, report }) {
    const limit = Number(options.maxBytes) || target.limits.imageBytes || Number.POSITIVE_INFINITY;
    // Base64 takes four characters for three bytes.
    if (example.text.length * 0.75 <= limit) return;
    for (const { path, source } of imagesOf(example)) {
      const data = dataUrlOf(source);
      const size = data ? decodedSize(data.payload) : 0;
      if (size <= limit) continue;
      report({
        messageId: 'size',
        data: { size: megabytes(size), target: target.title, limit: megabytes(limit) },
        at: path,
      });
    }
  },
});

function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024;
  return value < 0.1 ? value.toExponential(1) : String(Number(value.toFixed(1)));
}
