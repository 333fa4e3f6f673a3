import type { RemoteFile } from '../../provider/fineTuning.ts';
import type { PlannedFile } from '../plan.ts';

/**
 * The name that a dataset gets on a connection. It holds the beginning of the content's hash, so the same content is
 * found again after a lost answer, and is not uploaded twice.
 */
export function remoteNameOf({ name, sha256 }: Pick<PlannedFile, 'name' | 'sha256'>): string {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : '';
  // Some services put other characters into the name's place, and keep forty.
  const plain = stem.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 24);
  return `${plain}-${tagOf(sha256)}${extension}`;
}

/** Those of a connection's files that have this content and can be trained on, the newest first. */
export function filesWithContent(
  listed: readonly RemoteFile[],
  { sha256, bytes }: Pick<PlannedFile, 'sha256' | 'bytes'>,
): RemoteFile[] {
  const tag = new RegExp(`-${tagOf(sha256)}(?![0-9a-f])`);
  return listed
    .filter(file => tag.test(file.name ?? '') && (file.bytes ?? bytes) === bytes && isUsable(file))
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

function isUsable({ id, rawStatus, purpose }: RemoteFile): boolean {
  if (id === '' || (purpose !== undefined && purpose !== 'fine-tune')) return false;
  return !/error|fail|invalid|delet|uploading|cancel/i.test(rawStatus ?? '');
}

function tagOf(sha256: string): string {
  return sha256.slice(0, 12);
}
