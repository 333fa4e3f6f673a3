import assert from 'node:assert/strict';
import type { UploadSession } from '../../../src/core/provider/fineTuning.ts';
import { OpenAiCompatible } from '../../../src/core/provider/openaiCompatible.ts';
import { connectionTo, contextWith, json, problemOf, sourceOf } from './support.ts';

describe('uploads in parts', () => {
  const content = 'abcdefghij';

  function parts(fails: (line: string, count: number) => Response | undefined = () => undefined) {
    const seen: string[] = [];
    const bodies: string[] = [];
    let made = 0;
    const fetch = async (request: Request) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      seen.push(line);
      const body = await request.text();
      const failure = fails(line, seen.length);
      if (failure) return failure;
      if (line.endsWith('/parts')) {
        bodies.push(body.split('\r\n\r\n')[1]!.split('\r\n')[0]!);
        return json({ id: `part_${bodies.length}` });
      }
      if (line.endsWith('/complete'))
        return json({ id: 'upload_1', status: 'completed', file: { id: 'file-9' }, ids: body });
      made++;
      return json({ id: `upload_${made}`, status: 'pending' });
    };
    const context = contextWith(fetch);
    const connection = connectionTo('https://api.example.test/v1');
    const provider = new OpenAiCompatible(connection, context, { upload: { simpleLimit: 5, partSize: 4 } });
    return { seen, bodies, context, provider };
  }

  it('go in order, with progress and something to go on from', async () => {
    const { seen, bodies, provider } = parts();
    const sessions: UploadSession[] = [];
    const progress: number[] = [];
    const file = await provider.fineTuning!.upload(sourceOf(content), {
      onProgress: sent => progress.push(sent),
      onSession: session => sessions.push(session),
    });
    assert.equal(file.id, 'file-9');
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
    assert.deepEqual(progress, [4, 8, 10]);
    assert.deepEqual(
      sessions.map(session => session.partIds.length),
      [0, 1, 2, 3],
    );
    assert.equal(seen.at(-1), 'POST /v1/uploads/upload_1/complete');
  });

  it('go on where they stopped', async () => {
    const { seen, bodies, provider } = parts();
    const resume = { uploadId: 'upload_1', partSize: 4, partIds: ['part_a', 'part_b'] };
    await provider.fineTuning!.upload(sourceOf(content), { resume });
    assert.deepEqual(bodies, ['ij']);
    assert.deepEqual(seen, ['POST /v1/uploads/upload_1/parts', 'POST /v1/uploads/upload_1/complete']);
  });

  it('begin anew when the server has forgotten them', async () => {
    const { bodies, provider } = parts((line, count) =>
      line.includes('gone') && count === 1 ? json({ error: 'expired upload' }, 404) : undefined,
    );
    const resume = { uploadId: 'gone', partSize: 4, partIds: ['part_a'] };
    await provider.fineTuning!.upload(sourceOf(content), { resume });
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
  });

  it('send a part again that failed, since only named parts count', async () => {
    const { context, bodies, provider } = parts((_line, count) => (count === 2 ? json({}, 503) : undefined));
    const done = provider.fineTuning!.upload(sourceOf(content));
    while (context.waits.length === 0) await new Promise(resolve => setImmediate(resolve));
    context.clock.advance(1000);
    await done;
    assert.deepEqual(bodies, ['abcd', 'efgh', 'ij']);
  });

  it('do not begin anew for ever', async () => {
    const { seen, provider } = parts(line =>
      line.endsWith('/parts') ? json({ error: 'no' }, 404) : undefined,
    );
    const resume = { uploadId: 'gone', partSize: 4, partIds: [] };
    const problem = await problemOf(provider.fineTuning!.upload(sourceOf(content), { resume }));
    assert.equal(problem.code, 'not-found');
    assert.ok(seen.length <= 3);
  });
});
