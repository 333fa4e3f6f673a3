import { replaceSpan } from '../../edits.ts';
import { spanInString } from '../../../jsonl/inString.ts';
import type { Example } from '../../example.ts';
import { quoted } from '../../messages.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';
import { dataUrlOf, imageKindOf, imagesOf, type ImageView } from '../../vision/images.ts';
import { readImageHead } from '../../vision/imageHead.ts';

export const imageFormat = exampleRule({
  id: 'vision/image-format',
  needs: 'object',
  summary: 'Images are of a kind that the consumer takes.',
  why: 'Each consumer reads a few kinds of image. An image of another kind is refused, or its example is left out of the training without a word.',
  says: [
    { who: 'OpenAI', text: 'invalid image format' },
    {
      who: 'Azure',
      text: 'The provided data failed validation. Number of skipped multimodal examples exceed the maximum allowed 200 limit',
    },
  ],
  severity: { default: 'warning', together: 'error', fireworks: 'error' },
  fixable: 'safe',
  messages: {
    kind: '{target} takes images of the kinds {kinds}, not {kind}.',
    jpg: 'The MIME type of JPEG images is image/jpeg, not image/jpg.',
  },
  examples: {
    bad: [
      { text: imageLine(imagePart('https://example.com/a.bmp')), messageId: 'kind' },
      {
        text: imageLine(imagePart(dataUrl('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBD', 'image/jpg'))),
        messageId: 'jpg',
      },
    ],
    good: [
      { text: imageLine(imagePart(dataUrl())) },
      { text: imageLine(imagePart('https://example.com/a.php')) },
    ],
  },
  check(example, { target, report }) {
    for (const image of imagesOf(example)) {
      const kind = imageKindOf(image);
      if (kind === undefined || target.images.formats.includes(kind)) continue;
      const at = image.path;
      if (kind === 'jpg') report({ messageId: 'jpg', at, fixes: () => jpegFix(example, image) });
      else {
        const kinds = target.images.formats.join(', ');
        report({ messageId: 'kind', data: { target: target.title, kinds, kind: quoted(kind, 20) }, at });
      }
    }
  },
});

/** The name is put right where the bytes are what it means. */
function jpegFix(example: Example, { path, source }: ImageView): ExampleFix[] {
  const data = dataUrlOf(source);
  const node = example.node(path);
  if (!data || !node || readImageHead(data.payload).kind !== 'jpeg') return [];
  const from = source.indexOf('jpg');
  const edits = replaceSpan(spanInString(example.text, node, from, from + 3), 'jpeg');
  return [{ title: 'Change to image/jpeg', safety: 'safe', edits }];
}
