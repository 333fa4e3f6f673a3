import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fieldOf, parseMultipart } from '../../../src/core/sandbox/http/multipart.ts';
import { runs } from '../../support/property.ts';
import { chatFile, reviews } from './support/datasets.ts';
import { type Json, TestSandbox } from './support/sandbox.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('sandbox: files', () => {
  it('are kept, listed, read and deleted', async () => {
    const sandbox = new TestSandbox();
    const content = chatFile(reviews(3, 1));
    const id = await sandbox.upload(content, 'träining "1".jsonl');
    const file = await sandbox.ok('GET', `/files/${id}`);
    assert.deepEqual(
      [file.filename, file.bytes, file.purpose, file.status],
      ['träining "1".jsonl', content.length, 'fine-tune', 'processed'],
    );
    assert.equal((await sandbox.call('GET', `/files/${id}/content`)).body, new TextDecoder().decode(content));
    assert.deepEqual((await sandbox.ok('GET', '/files?purpose=fine-tune')).data, [file]);
    assert.deepEqual((await sandbox.ok('GET', '/files?purpose=batch')).data, []);
    assert.equal((await sandbox.ok('DELETE', `/files/${id}`)).deleted, true);
    assert.equal((await sandbox.fails(404, 'GET', `/files/${id}`)).type, 'invalid_request_error');
    await sandbox.fails(404, 'GET', `/files/${id}/content`);
  });

  it('expire when they were told to', async () => {
    const sandbox = new TestSandbox();
    const form = new FormData();
    form.set('purpose', 'user_data');
    form.set('expires_after[anchor]', 'created_at');
    form.set('expires_after[seconds]', '3600');
    form.set('file', new File(['x'], 'notes.txt'));
    const { id, created_at, expires_at } = await sandbox.ok('POST', '/files', form);
    assert.equal(expires_at - created_at, 3600);
    sandbox.clock.advance(3_600_000);
    await sandbox.fails(404, 'GET', `/files/${id}`);
  });

  it('come in pages, in either order', async () => {
    const sandbox = new TestSandbox();
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      ids.push(await sandbox.upload(bytes('{}')));
      sandbox.clock.advance(1000);
    }
    const list = async (query: string) =>
      (await sandbox.ok('GET', `/files${query}`)).data.map((file: Json) => file.id);
    assert.deepEqual(await list('?order=asc&limit=2'), ids.slice(0, 2));
    assert.deepEqual(await list(`?order=asc&after=${ids[1]}`), ids.slice(2));
    assert.deepEqual(await list(''), [...ids].reverse());
    assert.equal((await sandbox.fails(400, 'GET', '/files?limit=0')).param, 'limit');
    assert.equal((await sandbox.fails(400, 'GET', '/files?order=up')).param, 'order');
  });

  const refusals: [string, (form: FormData) => void, string][] = [
    ['no file', form => form.delete('file'), 'file'],
    ['no purpose', form => form.delete('purpose'), 'purpose'],
    ['a purpose that is none', form => form.set('purpose', 'fun'), 'purpose'],
    ['an empty file', form => form.set('file', new File([], 'a.jsonl')), 'file'],
    ['training data that is not JSONL', form => form.set('file', new File(['x'], 'a.csv')), 'file'],
  ];
  for (const [what, change, param] of refusals) {
    it(`refuse ${what}`, async () => {
      const form = new FormData();
      form.set('purpose', 'fine-tune');
      form.set('file', new File(['{}'], 'a.jsonl'));
      change(form);
      assert.equal((await new TestSandbox().fails(400, 'POST', '/files', form)).param, param);
    });
  }

  it('have a greatest size', async () => {
    const sandbox = new TestSandbox({ maxFileBytes: 1000 });
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', new File(['x'.repeat(100_000)], 'a.jsonl'));
    await sandbox.fails(413, 'POST', '/files', form);
  });
});

describe('sandbox: uploads in parts', () => {
  const body = { filename: 'big.jsonl', purpose: 'fine-tune', bytes: 6, mime_type: 'text/jsonl' };

  async function part(sandbox: TestSandbox, upload: string, content: string): Promise<string> {
    const form = new FormData();
    form.set('data', new File([content], 'part'));
    return (await sandbox.ok('POST', `/uploads/${upload}/parts`, form)).id;
  }

  it('become a file, in the order that is asked for', async () => {
    const sandbox = new TestSandbox({ md5: () => 'a5' });
    const { id } = await sandbox.ok('POST', '/uploads', body);
    const [second, first] = [await part(sandbox, id, 'def'), await part(sandbox, id, 'abc')];
    await sandbox.fails(400, 'POST', `/uploads/${id}/complete`, { part_ids: [first] });
    await sandbox.fails(400, 'POST', `/uploads/${id}/complete`, { part_ids: [first, 'part_none'] });
    await sandbox.fails(400, 'POST', `/uploads/${id}/complete`, { part_ids: [first, second], md5: 'b6' });
    const done = await sandbox.ok('POST', `/uploads/${id}/complete`, {
      part_ids: [first, second],
      md5: 'A5',
    });
    assert.equal(done.status, 'completed');
    assert.equal((await sandbox.call('GET', `/files/${done.file.id}/content`)).body, 'abcdef');
    await sandbox.fails(400, 'POST', `/uploads/${id}/complete`, { part_ids: [first, second] });
  });

  it('can be cancelled, and expire', async () => {
    const sandbox = new TestSandbox();
    const { id } = await sandbox.ok('POST', '/uploads', body);
    assert.equal((await sandbox.ok('POST', `/uploads/${id}/cancel`)).status, 'cancelled');
    const { id: other } = await sandbox.ok('POST', '/uploads', body);
    sandbox.clock.advance(3_600_000);
    assert.equal((await sandbox.fails(400, 'POST', `/uploads/${other}/cancel`)).code, 'upload_expired');
    await sandbox.fails(404, 'POST', '/uploads/upload_none/cancel');
  });
});

describe('sandbox: multipart bodies', () => {
  const type = 'multipart/form-data; boundary=XX';
  const head = 'Content-Disposition: form-data; name="a"';
  const accepted: [string, string, string, string][] = [
    ['as RFC 7578 has it', type, `--XX\r\n${head}\r\n\r\nvalue\r\n--XX--\r\n`, 'value'],
    ['with line feeds only', type, `--XX\n${head}\n\nvalue\n--XX--\n`, 'value'],
    [
      'with a quoted boundary',
      'multipart/form-data; boundary="X X"',
      `--X X\r\n${head}\r\n\r\nvalue\r\n--X X--`,
      'value',
    ],
    ['with text around it', type, `hello\r\n--XX\r\n${head}\r\n\r\nvalue\r\n--XX--\r\nbye`, 'value'],
    ['without its end', type, `--XX\r\n${head}\r\n\r\nvalue`, 'value'],
    ['with the boundary inside a line', type, `--XX\r\n${head}\r\n\r\na --XX b\r\n--XX--`, 'a --XX b'],
    ['with a longer boundary inside', type, `--XX\r\n${head}\r\n\r\n--XXY\r\n--XX--`, '--XXY'],
    ['with an empty value', type, `--XX\r\n${head}\r\n\r\n\r\n--XX--`, ''],
    [
      'with other headers and cases',
      type,
      `--XX\r\nX-A: 1\r\ncontent-disposition:form-data;name=a\r\n\r\nv\r\n--XX--`,
      'v',
    ],
  ];
  for (const [what, contentType, text, value] of accepted) {
    it(`are read ${what}`, () => {
      assert.equal(fieldOf(parseMultipart(bytes(text), contentType), 'a'), value);
    });
  }

  it('keep the bytes and the name of a file', () => {
    const [part] = parseMultipart(
      bytes(
        `--XX\r\n${head}; filename="a\\"b%22.bin"; filename*=UTF-8''gr%C3%BCn.bin\r\n\r\n\r\n\n\r\n--XX--`,
      ),
      type,
    );
    assert.deepEqual([part!.filename, [...part!.bytes]], ['grün.bin', [13, 10, 10]]);
  });

  const refused: [string, string | null, string][] = [
    ['without a boundary', 'multipart/form-data', '--XX'],
    ['of another type', 'application/json', '{}'],
    ['of no type', null, ''],
    ['without any part', type, 'nothing'],
    ['whose part has no headers', type, '--XX\r\n\r\nvalue\r\n--XX--'],
    ['whose headers have no end', type, `--XX\r\n${head}`],
  ];
  for (const [what, contentType, text] of refused) {
    it(`are refused ${what}`, () => {
      assert.throws(() => parseMultipart(bytes(text), contentType), { name: 'ApiError', status: 400 });
    });
  }

  it('give back what FormData puts in', async () => {
    const text = fc.string({ unit: 'grapheme' });
    // What a backslash in a name means, clients do not agree on.
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter(one => !one.includes('\\'));
    const field = fc.tuple(name, text);
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1 }), fc.uint8Array(), async (fields, content) => {
        const form = new FormData();
        for (const [name, value] of fields) form.append(name, value);
        form.append('file', new File([content as BlobPart], 'file.bin'));
        const request = new Request('http://x/', { method: 'POST', body: form });
        const type = request.headers.get('content-type');
        const parts = parseMultipart(new Uint8Array(await request.arrayBuffer()), type);
        // Browsers and Node write every line break of a field as CR LF.
        const sent = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');
        assert.deepEqual(
          parts.slice(0, -1).map(part => [part.name, new TextDecoder().decode(part.bytes)]),
          fields.map(([name, value]) => [sent(name), sent(value)]),
        );
        assert.deepEqual([...parts.at(-1)!.bytes], [...content]);
      }),
      { ...runs(200), examples: [[[['\u2028', '\u2029']], new Uint8Array()]] },
    );
  });
});
