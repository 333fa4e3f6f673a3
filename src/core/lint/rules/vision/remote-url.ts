import { exampleRule } from '../../rule.ts';
import { dataUrl, imageLine, imagePart } from '../../vision/exampleImages.ts';
import { imagesOf } from '../../vision/images.ts';

export const remoteUrl = exampleRule({
  id: 'vision/remote-url',
  needs: 'object',
  summary: 'Images are where the consumer can fetch them.',
  why: 'Consumers fetch images when the job runs, hours after you wrote the file, from their own network. What is not there then, or only on your machine, is left out of the training; some take no addresses at all.',
  says: [
    {
      who: 'Azure',
      text: 'The provided data failed validation. Number of skipped multimodal examples exceed the maximum allowed 200 limit: inaccessible URL (3124)... Line numbers --> 1,2,...',
    },
    { who: 'OpenAI', text: 'inaccessible URL' },
  ],
  severity: { default: 'warning', together: 'error', fireworks: 'error' },
  messages: {
    inline: '{target} wants images inside the example, as base64, and no addresses.',
    cloud: '{target} wants images in its own storage, and no other addresses.',
    file: 'This image is on your machine, where the consumer cannot fetch it.',
    private: 'This address is in a private network, where the consumer cannot fetch it.',
    plain: 'This address is not encrypted; consumers may refuse http:.',
    expiring: 'This address is signed for a time only; it may be gone when the job runs.',
  },
  examples: {
    bad: [
      { text: imageLine(imagePart('https://example.com/a.png')), target: 'together', messageId: 'inline' },
      {
        text: JSON.stringify({
          contents: [
            {
              role: 'user',
              parts: [{ fileData: { mimeType: 'image/png', fileUri: 'https://example.com/a.png' } }],
            },
            { role: 'model', parts: [{ text: 'A dot.' }] },
          ],
        }),
        target: 'gemini',
        messageId: 'cloud',
      },
      { text: imageLine(imagePart('file:///home/a.png')), messageId: 'file' },
      { text: imageLine(imagePart('https://192.168.1.4/a.png')), messageId: 'private' },
      { text: imageLine(imagePart('http://example.com/a.png')), messageId: 'plain' },
      {
        text: imageLine(imagePart('https://a.s3.amazonaws.com/a.png?X-Amz-Expires=3600&X-Amz-Signature=0')),
        messageId: 'expiring',
      },
    ],
    good: [
      { text: imageLine(imagePart('https://example.com/a.png')), target: 'openai' },
      { text: imageLine(imagePart(dataUrl())), target: 'together' },
    ],
  },
  check(example, { target, report }) {
    const { sources } = target.images;
    for (const { source, path } of imagesOf(example)) {
      const isWeb = /^https?:/i.test(source);
      if (isWeb && !sources.includes('https')) {
        const messageId = sources.includes('cloud') ? 'cloud' : 'inline';
        report({ messageId, data: { target: target.title }, at: path });
        continue;
      }
      const messageId = troubleWith(source);
      if (messageId) report({ messageId, at: path });
    }
  },
});

function troubleWith(source: string): 'file' | 'private' | 'plain' | 'expiring' | undefined {
  if (/^file:/i.test(source)) return 'file';
  if (!/^https?:/i.test(source)) return undefined;
  if (PRIVATE.test(source)) return 'private';
  if (EXPIRING.test(source)) return 'expiring';
  return /^http:/i.test(source) ? 'plain' : undefined;
}

const PRIVATE =
  /^https?:\/\/(?:[^/@]*@)?(?:localhost|[^/:]+\.(?:local|internal|lan)|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[::1\]|\[f[cd])/i;
const EXPIRING = /[?&](?:X-Amz-Expires|X-Goog-Expires|Expires|se)=/i;
