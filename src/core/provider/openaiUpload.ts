import { Problem } from '../util/problem.ts';
import type { RemoteFile, UploadOptions, UploadSession, UploadSource } from './fineTuning.ts';
import { defined, number, object, text, time } from './lenient.ts';
import { boundaryFor, multipart } from './multipart.ts';
import type { OpenAiSdk } from './openaiSdk.ts';
import { providerProblem } from './providerProblem.ts';
import type { Transport } from './transport.ts';

/** The largest file that `POST /files` takes, in bytes. */
export const largestSimpleUpload = 512 * 1024 * 1024;

/** The largest part that the Uploads API takes, in bytes. */
export const largestPart = 64 * 1024 * 1024;

export interface UploadWays {
  transport: Transport;
  sdk: OpenAiSdk;
  /** Whether the service has the Uploads API; without it every file goes in one piece. */
  parts: boolean;
  /** In bytes; tests use small ones. */
  simpleLimit?: number;
  partSize?: number;
}

/** Uploads a training file: in one counted piece up to 512 MB, above that in parts that can be gone on with. */
export function uploadFile(
  source: UploadSource,
  options: UploadOptions,
  ways: UploadWays,
  signal?: AbortSignal,
): Promise<RemoteFile> {
  const large = source.size > (ways.simpleLimit ?? largestSimpleUpload);
  if (ways.parts && (large || options.resume)) return uploadInParts(source, options, ways, signal);
  return uploadWhole(source, options, ways.transport, signal);
}

export function readFile(value: unknown): RemoteFile {
  const source = object(value) ?? {};
  return defined({
    id: text(source.id) ?? '',
    name: text(source.filename),
    bytes: number(source.bytes),
    createdAt: time(source.created_at),
    purpose: text(source.purpose),
    rawStatus: text(source.status),
  }) as RemoteFile;
}

/** Uploads a file in one piece, to train on when no purpose is told. */
export async function uploadWhole(
  source: Pick<UploadSource, 'name' | 'size' | 'stream'>,
  options: Pick<UploadOptions, 'onProgress'>,
  transport: Transport,
  signal?: AbortSignal,
  purpose = 'fine-tune',
): Promise<RemoteFile> {
  const form = multipart(
    { purpose },
    { field: 'file', name: source.name, size: source.size, stream: () => source.stream() },
    boundaryFor(source.name, source.size),
  );
  const answer = await transport.json(
    {
      method: 'POST',
      url: '/files',
      headers: form.headers,
      body: () => form.body(sent => options.onProgress?.(sent, source.size)),
      repeat: 'never',
    },
    signal,
  );
  return withId(readFile(answer.value), transport);
}

async function uploadInParts(
  source: UploadSource,
  options: UploadOptions,
  ways: UploadWays,
  signal?: AbortSignal,
): Promise<RemoteFile> {
  let session = options.resume ?? (await beginUpload(source, ways, signal));
  let resumed = options.resume !== undefined;
  const save = () => options.onSession?.({ ...session, partIds: [...session.partIds] });
  save();
  while (session.partIds.length * session.partSize < source.size) {
    try {
      const id = await sendPart(source, session, options, ways.transport, signal);
      session = { ...session, partIds: [...session.partIds, id] };
    } catch (thrown) {
      // An upload is forgotten after an hour. Only one that we took up again may be begun anew, or it never ends.
      if (!resumed || !isForgotten(thrown)) throw thrown;
      session = await beginUpload(source, ways, signal);
    }
    resumed = false;
    save();
  }
  const { uploadId, partIds } = session;
  const done = await ways.sdk.call('never', signal, client =>
    client.uploads.complete(uploadId, { part_ids: partIds }, { signal: signal ?? null }),
  );
  return withId(readFile(done.file), ways.transport);
}

async function beginUpload(
  source: UploadSource,
  ways: UploadWays,
  signal?: AbortSignal,
): Promise<UploadSession> {
  const upload = await ways.sdk.call('never', signal, client =>
    client.uploads.create(
      { bytes: source.size, filename: source.name, mime_type: 'text/jsonl', purpose: 'fine-tune' },
      { signal: signal ?? null },
    ),
  );
  return { uploadId: upload.id, partSize: ways.partSize ?? largestPart, partIds: [] };
}

/** A part that is sent twice counts once: only those named at the end are put together. So it may be repeated. */
async function sendPart(
  source: UploadSource,
  session: UploadSession,
  options: UploadOptions,
  transport: Transport,
  signal?: AbortSignal,
): Promise<string> {
  const start = session.partIds.length * session.partSize;
  const end = Math.min(start + session.partSize, source.size);
  const piece = new Blob([(await source.slice(start, end)) as BlobPart]);
  const form = multipart(
    {},
    { field: 'data', name: source.name, size: end - start, stream: () => piece.stream() },
    boundaryFor(source.name, session.uploadId, start),
  );
  const answer = await transport.json(
    {
      method: 'POST',
      url: `/uploads/${encodeURIComponent(session.uploadId)}/parts`,
      headers: form.headers,
      body: () => form.body(sent => options.onProgress?.(start + sent, source.size)),
      repeat: 'any',
    },
    signal,
  );
  return withId(readFile(answer.value), transport).id;
}

function isForgotten(thrown: unknown): boolean {
  return thrown instanceof Problem && (thrown.code === 'not-found' || thrown.code === 'rejected');
}

function withId(file: RemoteFile, transport: Transport): RemoteFile {
  if (file.id !== '') return file;
  const { host } = transport.asked();
  throw providerProblem(
    'odd-answer',
    `${host} took the file but did not name it.`,
    'Look into the list of files before uploading again.',
  );
}
