import { invalidValue } from '../http/apiError.ts';
import { readBytes } from '../http/body.ts';
import { type FormPart, fieldOf, parseMultipart } from '../http/multipart.ts';
import { pageOf } from '../http/pages.ts';
import type { RouteRequest } from '../http/routes.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { fileContent, findFile, isExpired, keepFile, UPLOAD_PURPOSES } from './fileObject.ts';

/** `POST /files` */
export async function createFile({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readBytes(request, services.maxFileBytes + FORM_OVERHEAD);
  const parts = parseMultipart(body, request.headers.get('content-type'));
  const file = parts.find(part => part.name === 'file');
  if (file === undefined) throw missing('file');
  const purpose = fieldOf(parts, 'purpose');
  if (purpose === undefined) throw missing('purpose');
  if (!UPLOAD_PURPOSES.some(known => known === purpose)) {
    throw invalidValue(
      'purpose',
      `'${purpose}' is not one of ['${UPLOAD_PURPOSES.join("', '")}'] - 'purpose'.`,
    );
  }
  const record = await keepFile(services, {
    filename: file.filename ?? 'file',
    purpose,
    content: file.bytes.slice(),
    expiresInSeconds: expiryOf(parts),
  });
  return Response.json(record);
}

/** `GET /files` */
export async function listFiles({ query, services }: RouteRequest<Services>): Promise<Response> {
  const now = nowInSeconds(services.clock);
  const purpose = query.get('purpose');
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc')
    throw invalidValue('order', "Invalid 'order': expected 'asc' or 'desc'.");
  const all = (await services.files.all()).filter(
    file => !isExpired(file, now) && (purpose === null || file.purpose === purpose),
  );
  const direction = order === 'asc' ? 1 : -1;
  all.sort(
    (left, right) => direction * (left.created_at - right.created_at || (left.id < right.id ? -1 : 1)),
  );
  const page = pageOf(all, query, { usual: 10_000, most: 10_000 });
  return Response.json({ ...page, first_id: page.first_id ?? '', last_id: page.last_id ?? '' });
}

/** `GET /files/:id` */
export async function getFile({ params, services }: RouteRequest<Services>): Promise<Response> {
  return Response.json(await findFile(services, params.id!));
}

/** `GET /files/:id/content` */
export async function getFileContent({ params, services }: RouteRequest<Services>): Promise<Response> {
  const file = await findFile(services, params.id!);
  const content = (await fileContent(services, file.id)) ?? new Uint8Array(0);
  return new Response(content.slice(), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    },
  });
}

/** `DELETE /files/:id` */
export async function deleteFile({ params, services }: RouteRequest<Services>): Promise<Response> {
  const file = await findFile(services, params.id!);
  await services.files.remove(file.id);
  return Response.json({ id: file.id, object: 'file', deleted: true });
}

/** Room for the parts of a form beside its file. */
const FORM_OVERHEAD = 64 * 1024;

function expiryOf(parts: readonly FormPart[]): number | undefined {
  const anchor = fieldOf(parts, 'expires_after[anchor]');
  const text = fieldOf(parts, 'expires_after[seconds]');
  if (anchor === undefined && text === undefined) return undefined;
  const seconds = Number(text);
  if (anchor !== 'created_at') throw invalidValue('expires_after.anchor', "The anchor must be 'created_at'.");
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 2_592_000) {
    throw invalidValue('expires_after.seconds', 'The seconds must be an integer between 3600 and 2592000.');
  }
  return seconds;
}

function missing(param: string): Error {
  return invalidValue(param, `Missing required parameter: '${param}'.`, 'missing_required_parameter');
}
