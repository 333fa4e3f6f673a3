import { ApiError, invalidValue } from '../http/apiError.ts';
import { newId } from '../ids.ts';
import { nowInSeconds, type Services } from '../services.ts';

/** A file as the API shows it, and as it is kept. */
export interface FileRecord {
  id: string;
  object: 'file';
  bytes: number;
  /** Seconds since 1970. */
  created_at: number;
  expires_at?: number;
  filename: string;
  purpose: string;
  status: 'uploaded' | 'processed' | 'error';
  /** Why the status is `error`. */
  status_details?: string;
}

/** The purposes that an upload may have. */
export const UPLOAD_PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;

/** Keeps a file. Rejects with an `ApiError` when it cannot be one for its purpose. */
export async function keepFile(
  services: Services,
  file: { filename: string; purpose: string; content: Uint8Array; expiresInSeconds?: number | undefined },
): Promise<FileRecord> {
  if (file.content.length === 0) throw invalidValue('file', 'File is empty.');
  if (file.purpose === 'fine-tune' && !file.filename.toLowerCase().endsWith('.jsonl')) {
    throw invalidValue(
      'file',
      'Invalid extension. A file with the purpose "fine-tune" must end in ".jsonl".',
    );
  }
  const now = nowInSeconds(services.clock);
  const failed = services.fault?.kind === 'failed-file';
  const record: FileRecord = {
    id: newId('file-', services.random),
    object: 'file',
    bytes: file.content.length,
    created_at: now,
    ...(file.expiresInSeconds === undefined ? {} : { expires_at: now + file.expiresInSeconds }),
    filename: file.filename,
    purpose: file.purpose,
    status: failed ? 'error' : 'processed',
    ...(failed ? { status_details: 'The file could not be processed. (Rehearsed by x-sandbox-fault.)' } : {}),
  };
  await services.store.write(contentKey(services, record.id), file.content);
  await services.files.put(record.id, record);
  return record;
}

/** Keeps a file that the service itself made, and returns its id. */
export async function keepOutput(
  services: Pick<Services, 'store' | 'files' | 'clock' | 'random'>,
  filename: string,
  purpose: string,
  content: Uint8Array,
): Promise<string> {
  const id = newId('file-', services.random);
  await services.store.write(services.files.key(id, 'content'), content);
  const record: FileRecord = {
    ...{ id, object: 'file', bytes: content.length, created_at: nowInSeconds(services.clock) },
    ...{ filename, purpose, status: 'processed' },
  };
  await services.files.put(id, record);
  return id;
}

/** A file that is there and has not expired. Rejects with an `ApiError` 404 otherwise. */
export async function findFile(services: Services, id: string): Promise<FileRecord> {
  const record = await services.files.get(id);
  if (record === undefined || isExpired(record, nowInSeconds(services.clock))) {
    throw new ApiError(404, `No such File object: ${id}`, { param: 'id', code: 'file_not_found' });
  }
  return record;
}

/** The content of a file; undefined when it is not there any more. */
export function fileContent(services: Services, id: string): Promise<Uint8Array | undefined> {
  return services.store.read(contentKey(services, id));
}

export function isExpired(record: FileRecord, now: number): boolean {
  return record.expires_at !== undefined && record.expires_at <= now;
}

function contentKey(services: Services, id: string): string {
  return services.files.key(id, 'content');
}
