import * as z from 'zod';
import { ApiError, invalidValue } from '../http/apiError.ts';
import { readBytes, readJson } from '../http/body.ts';
import { parseMultipart } from '../http/multipart.ts';
import type { RouteRequest } from '../http/routes.ts';
import { newId } from '../ids.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { type FileRecord, keepFile, UPLOAD_PURPOSES } from './fileObject.ts';

/** An upload in parts, as it is kept. */
export interface UploadRecord {
  id: string;
  created_at: number;
  expires_at: number;
  filename: string;
  purpose: string;
  /** Bytes that the whole file will have. */
  bytes: number;
  status: 'pending' | 'completed' | 'cancelled';
  expiresInSeconds: number | null;
  /** The file that it became; null before it is completed. */
  file: FileRecord | null;
}

const createBody = z.strictObject({
  filename: z.string().min(1),
  purpose: z.enum(UPLOAD_PURPOSES),
  bytes: z.int().min(1),
  mime_type: z.string(),
  expires_after: z
    .strictObject({ anchor: z.literal('created_at'), seconds: z.int().min(3600).max(2_592_000) })
    .optional(),
});

/** `POST /uploads` */
export async function createUpload({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readJson(request, createBody);
  if (body.bytes > services.maxFileBytes) {
    throw invalidValue('bytes', `The sandbox keeps files up to ${services.maxFileBytes} bytes.`);
  }
  const now = nowInSeconds(services.clock);
  const record: UploadRecord = {
    id: newId('upload_', services.random),
    created_at: now,
    expires_at: now + LIFETIME,
    filename: body.filename,
    purpose: body.purpose,
    bytes: body.bytes,
    status: 'pending',
    expiresInSeconds: body.expires_after?.seconds ?? null,
    file: null,
  };
  await services.uploads.put(record.id, record);
  return Response.json(shown(record));
}

/** `POST /uploads/:id/parts` */
export async function addUploadPart({
  request,
  params,
  services,
}: RouteRequest<Services>): Promise<Response> {
  const upload = await pendingUpload(services, params.id!);
  const body = await readBytes(request, MAX_PART_BYTES + FORM_OVERHEAD);
  const data = parseMultipart(body, request.headers.get('content-type')).find(part => part.name === 'data');
  if (data === undefined)
    throw invalidValue('data', "Missing required parameter: 'data'.", 'missing_required_parameter');
  if (data.bytes.length > MAX_PART_BYTES) throw invalidValue('data', 'A part has at most 64 MB.');
  const id = newId('part_', services.random);
  await services.store.write(services.uploads.key(upload.id, id), data.bytes.slice());
  const created_at = nowInSeconds(services.clock);
  return Response.json({ id, object: 'upload.part', created_at, upload_id: upload.id });
}

const completeBody = z.strictObject({ part_ids: z.array(z.string()).min(1), md5: z.string().optional() });

/** `POST /uploads/:id/complete` */
export async function completeUpload({
  request,
  params,
  services,
}: RouteRequest<Services>): Promise<Response> {
  const upload = await pendingUpload(services, params.id!);
  const { part_ids: partIds, md5 } = await readJson(request, completeBody);
  const content = await joinedParts(services, upload, partIds);
  if (md5 !== undefined) checkMd5(services, content, md5);
  const file = await keepFile(services, {
    filename: upload.filename,
    purpose: upload.purpose,
    content,
    expiresInSeconds: upload.expiresInSeconds ?? undefined,
  });
  const completed = await services.uploads.update(upload.id, record => ({
    ...record,
    status: 'completed',
    file,
  }));
  await removeParts(services, upload.id);
  return Response.json(shown(completed ?? { ...upload, status: 'completed', file }));
}

/** `POST /uploads/:id/cancel` */
export async function cancelUpload({ params, services }: RouteRequest<Services>): Promise<Response> {
  const upload = await pendingUpload(services, params.id!);
  const cancelled = await services.uploads.update(upload.id, record => ({ ...record, status: 'cancelled' }));
  await removeParts(services, upload.id);
  return Response.json(shown(cancelled ?? { ...upload, status: 'cancelled' }));
}

/** As documented: an upload expires an hour after it was created. In seconds. */
const LIFETIME = 3600;
const MAX_PART_BYTES = 64 * 1024 * 1024;
const FORM_OVERHEAD = 64 * 1024;

async function pendingUpload(services: Services, id: string): Promise<UploadRecord> {
  const upload = await services.uploads.get(id);
  if (upload === undefined)
    throw new ApiError(404, `No such Upload object: ${id}`, { code: 'upload_not_found' });
  if (upload.status !== 'pending') {
    throw new ApiError(400, `The upload is ${upload.status} and takes no more changes.`, {
      code: 'invalid_upload_status',
    });
  }
  if (upload.expires_at <= nowInSeconds(services.clock)) {
    throw new ApiError(400, 'The upload has expired.', { code: 'upload_expired' });
  }
  return upload;
}

async function joinedParts(
  services: Services,
  upload: UploadRecord,
  ids: readonly string[],
): Promise<Uint8Array> {
  const content = new Uint8Array(upload.bytes);
  let length = 0;
  for (const id of ids) {
    const part = /^part_\w+$/.test(id)
      ? await services.store.read(services.uploads.key(upload.id, id))
      : undefined;
    if (part === undefined) throw invalidValue('part_ids', `No such part of this upload: ${id}`);
    if (length + part.length <= content.length) content.set(part, length);
    length += part.length;
  }
  if (length !== upload.bytes) {
    throw new ApiError(
      400,
      `The parts have ${length} bytes, but the upload was announced with ${upload.bytes}.`,
      {
        code: 'invalid_upload_size',
        param: 'part_ids',
      },
    );
  }
  return content;
}

function checkMd5(services: Services, content: Uint8Array, expected: string): void {
  if (services.md5 === undefined) throw invalidValue('md5', 'This sandbox cannot compute MD5; leave it out.');
  if (services.md5(content) !== expected.toLowerCase())
    throw invalidValue('md5', 'The MD5 of the file is another one.');
}

async function removeParts(services: Services, id: string): Promise<void> {
  const parts = await services.store.list(services.uploads.key(id, ''));
  for (const key of parts.filter(part => part.includes('/part_'))) await services.store.remove(key);
}

function shown({ expiresInSeconds: _kept, ...record }: UploadRecord): object {
  return { ...record, object: 'upload' };
}
