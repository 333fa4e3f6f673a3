import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ROUTES } from '../../../src/core/sandbox/routeTable.ts';
import { runs } from '../../support/property.ts';
import { checkAnswer } from './support/contract.ts';
import { TestSandbox, TOKEN } from './support/sandbox.ts';

/** Sends something and expects a success or an error in OpenAI's shape, and no error of the server's own. */
async function survives(
  sandbox: TestSandbox,
  method: string,
  path: string,
  init: RequestInit,
): Promise<void> {
  const response = await sandbox.sandbox.fetch(`http://sandbox.test/v1${path}`, {
    method,
    ...init,
    headers: { authorization: `Bearer ${TOKEN}`, ...(init.headers as Record<string, string>) },
  });
  const text = await response.text();
  assert.ok(response.status < 500, `${method} ${path}: ${text}`);
  if (response.status < 400) return;
  const body = JSON.parse(text) as { error: { message: string } };
  assert.equal(typeof body.error.message, 'string');
  checkAnswer(method, path, response.status, body);
}

const POSTS = ROUTES.filter(route => route.method === 'POST').map(route => route.path.replace(/:\w+/g, 'x'));

/** Parameters that exist, with values of any kind. */
const request = fc.dictionary(
  fc.constantFrom(
    'model',
    'messages',
    'prompt',
    'n',
    'stop',
    'temperature',
    'response_format',
    'tools',
    'training_file',
    'method',
    'hyperparameters',
    'suffix',
    'metadata',
    'grader',
    'model_sample',
    'item',
    'part_ids',
    'bytes',
    'stream',
  ),
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      'sandbox-base',
      [{ role: 'user', content: 'hi' }],
      { type: 'multi' },
      { type: 'json_schema' },
    ),
  ),
);

describe('sandbox: whatever is sent', () => {
  it('random JSON is answered, or refused in OpenAI’s shape', async () => {
    const sandbox = new TestSandbox();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...POSTS), fc.oneof(request, fc.jsonValue()), (path, value) =>
        survives(sandbox, 'POST', path, { body: JSON.stringify(value) }),
      ),
      runs(600),
    );
  });

  it('random bytes and texts too', async () => {
    const sandbox = new TestSandbox();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...POSTS), fc.uint8Array({ maxLength: 200 }), (path, bytes) =>
        survives(sandbox, 'POST', path, { body: bytes as BodyInit }),
      ),
      runs(300),
    );
  });

  it('malformed multipart too', async () => {
    const sandbox = new TestSandbox();
    const piece = fc.constantFrom(
      '--XX',
      '--XX--',
      '--',
      '\r\n',
      '\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="file"',
      'Content-Disposition: form-data; name="purpose"',
      '; filename="a.jsonl"',
      'fine-tune',
      '{}',
      '"',
      ':',
      '\u0000',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/files', '/uploads/x/parts'),
        fc.array(piece, { maxLength: 20 }),
        fc.constantFrom(
          'multipart/form-data; boundary=XX',
          'multipart/form-data; boundary=',
          'multipart/form-data',
        ),
        (path, pieces, type) =>
          survives(sandbox, 'POST', path, { body: pieces.join(''), headers: { 'content-type': type } }),
      ),
      runs(600),
    );
  });

  it('random paths and queries too', async () => {
    const sandbox = new TestSandbox();
    const segment = fc.oneof(
      fc.constantFrom(
        'files',
        'models',
        'fine_tuning',
        'jobs',
        'events',
        '..',
        '%2e%2e',
        '__proto__',
        'content',
      ),
      fc.webSegment(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        fc.webQueryParameters(),
        fc.constantFrom('GET', 'DELETE', 'PUT', 'PATCH'),
        (segments, query, method) => survives(sandbox, method, `/${segments.join('/')}?${query}`, {}),
      ),
      runs(400),
    );
  });
});
