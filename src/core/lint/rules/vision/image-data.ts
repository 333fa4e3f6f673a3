import { spanInString } from '../../../jsonl/inString.ts';
import type { Span } from '../../../jsonl/node.ts';
import type { Example } from '../../example.ts';
import { exampleRule } from '../../rule.ts';
import { dataUrl, GREY_PNG, imageLine, imagePart, PNG } from '../../vision/exampleImages.ts';
import { dataUrlOf, imagesOf, type ImageView } from '../../vision/images.ts';
import { isBase64, readImageHead } from '../../vision/imageHead.ts';

export const imageData = exampleRule({
  id: 'vision/image-data',
  needs: 'object',
  summary: 'Images inside an example can be decoded, and are what they say they are.',
  why: 'An image that cannot be read is refused, or its example is left out of the training. Colours have to be RGB or RGBA.',
  says: [{ who: 'OpenAI', text: 'invalid image format' }],
  severity: { default: 'warning', together: 'error', fireworks: 'error' },
  messages: {
    encoding: 'This is not base64, so there is no image in it.',
    magic: 'These bytes are no image of the kind {kind}.',
    colour: 'The colours of this image are {colour}; they have to be RGB or RGBA.',
  },
  examples: {
    bad: [
      { text: imageLine(imagePart(dataUrl('not base64!'))), messageId: 'encoding' },
      { text: imageLine(imagePart(dataUrl(PNG, 'image/jpeg'))), messageId: 'magic' },
      { text: imageLine(imagePart(dataUrl(GREY_PNG))), messageId: 'colour' },
    ],
    good: [{ text: imageLine(imagePart(dataUrl())) }],
  },
  check(example, { report }) {
    for (const image of imagesOf(example)) {
      const data = dataUrlOf(image.source);
      if (!data?.isBase64) {
        if (data) report({ messageId: 'encoding', at: beginning(example, image) });
        continue;
      }
      if (!isBase64(data.payload)) {
        report({ messageId: 'encoding', at: beginning(example, image) });
        continue;
      }
      const kind = data.mimeType.replace(/^image\//, '').replace(/^jpg$/, 'jpeg');
      const head = readImageHead(data.payload);
      if (READ_KINDS.includes(kind) && head.kind !== kind) {
        report({ messageId: 'magic', data: { kind }, at: beginning(example, image) });
      } else if (head.kind !== 'gif' && head.colour && head.colour !== 'rgb') {
        report({ messageId: 'colour', data: { colour: head.colour }, at: beginning(example, image) });
      }
    }
  },
});

const READ_KINDS = ['jpeg', 'png', 'webp', 'gif'];

/** The first characters are enough to see which image it is. */
const SHOWN = 60;

function beginning(example: Example, { path, source }: ImageView): Span {
  const node = example.node(path);
  return node?.kind === 'string'
    ? spanInString(example.text, node, 0, Math.min(SHOWN, source.length))
    : example.span(path);
}
