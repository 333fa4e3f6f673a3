import { CHAT_LIKE } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import type { Path } from '../../../jsonl/node.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';

export const imageUrlShape = exampleRule({
  id: 'vision/image-url-shape',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'An image is an object with a URL that consumers can read.',
  why: 'The image stands under "image_url", "url". Anything else is refused, or read as no image at all.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    plain: '"image_url" has to be an object with a "url", not the URL itself.',
    noUrl: '"image_url" has to be an object with a string under "url".',
    scheme: 'The URL of an image begins with https:, http: or data:, not "{scheme}".',
    detail: '"detail" is low, high or auto, not "{detail}".',
  },
  examples: {
    bad: [
      { text: imageLine({ type: 'image_url', image_url: dataUrl() }), messageId: 'plain' },
      { text: imageLine({ type: 'image_url', image_url: { url: '' } }), messageId: 'noUrl' },
      { text: imageLine(imagePart('ftp://example.com/a.png')), messageId: 'scheme' },
      {
        text: imageLine({ type: 'image_url', image_url: { url: dataUrl(), detail: 'best' } }),
        messageId: 'detail',
      },
    ],
    good: [
      { text: imageLine(imagePart(dataUrl())) },
      { text: imageLine({ type: 'image_url', image_url: dataUrl() }), target: 'mistral' },
    ],
  },
  check(example, context) {
    if (!example.text.includes('image_url')) return;
    for (const { message, path, keys } of example.messages) {
      const content = own(message, keys.content);
      if (!Array.isArray(content)) continue;
      content.forEach((part, index) => {
        if (!isObject(part) || own(part, 'type') !== 'image_url') return;
        checkImage(example, own(part, 'image_url'), [...path, keys.content, index], context);
      });
    }
  },
});

function checkImage(example: Example, image: unknown, part: Path, { target, report }: ExampleContext): void {
  const at = [...part, 'image_url'];
  if (typeof image === 'string') {
    if (target.lineage.includes('mistral')) return;
    const edits = replaceValue(example, at, `{"url": ${sourceOf(example, at)}}`);
    report({ messageId: 'plain', at, fixes: [{ title: 'Write as {"url": ...}', safety: 'safe', edits }] });
    return;
  }
  const url = isObject(image) ? own(image, 'url') : undefined;
  if (!isObject(image) || typeof url !== 'string' || url.trim() === '') {
    report({ messageId: 'noUrl', at: image === undefined ? part : at });
    return;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1];
  // file: is a place that exists, and vision/remote-url speaks of it.
  if (scheme === undefined || !SCHEMES.includes(scheme.toLowerCase())) {
    report({ messageId: 'scheme', data: { scheme: quoted(scheme ?? url, 20) }, at: [...at, 'url'] });
  }
  const detail = own(image, 'detail');
  if (detail !== undefined && !DETAILS.includes(detail)) {
    report({ messageId: 'detail', data: { detail: quoted(detail) }, at: [...at, 'detail'] });
  }
}

const SCHEMES = ['https', 'http', 'data', 'file'];
const DETAILS: readonly unknown[] = ['low', 'high', 'auto'];
