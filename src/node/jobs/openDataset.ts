import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { PlannedFile } from '../../core/jobs/plan.ts';
import type { UploadSource } from '../../core/provider/fineTuning.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileProblem } from '../fileProblem.ts';

/** Reads a dataset through once, to know it again: size and hash. Rejects with a `Problem` when it cannot be read. */
export async function plannedFile(file: string, signal?: AbortSignal): Promise<PlannedFile> {
  try {
    const { size } = await stat(file);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(file, signal ? { signal } : {})) {
      hash.update(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
    }
    if (bytes !== size) throw changedProblem(file);
    return { path: file, name: path.basename(file), bytes, sha256: hash.digest('hex') };
  } catch (error) {
    throw signal?.aborted ? error : fileProblem(error, file);
  }
}

/**
 * Opens a dataset for its upload. Rejects with a `Problem` when it is not, byte for byte, what was decided on; reading
 * fails when it changes meanwhile.
 */
export async function openPlanned(planned: PlannedFile): Promise<UploadSource> {
  const { path: file, bytes, sha256, name } = planned;
  const now = await plannedFile(file);
  if (now.bytes !== bytes || now.sha256 !== sha256) throw changedProblem(file);
  const { mtimeMs } = await stat(file);
  const assertSame = async () => {
    const stats = await stat(file);
    if (stats.mtimeMs !== mtimeMs || stats.size !== bytes) throw changedProblem(file);
  };
  return {
    name,
    size: bytes,
    async slice(start, end) {
      await assertSame();
      const handle = await open(file);
      try {
        const piece = new Uint8Array(end - start);
        for (let at = 0; at < piece.length; ) {
          const { bytesRead } = await handle.read(piece, at, piece.length - at, start + at);
          if (bytesRead === 0) throw changedProblem(file);
          at += bytesRead;
        }
        return piece;
      } finally {
        await handle.close();
      }
    },
    stream() {
      async function* chunks() {
        for await (const chunk of createReadStream(file)) yield new Uint8Array(chunk as Uint8Array);
        // What was sent before counts for nothing when it was not the file that was decided on.
        await assertSame();
      }
      return Readable.toWeb(Readable.from(chunks())) as ReadableStream<Uint8Array>;
    },
  };
}

function changedProblem(file: string): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'file-changed',
    message: `${file} has changed since the launch was decided.`,
    remedy: 'Check the tune again and launch it anew.',
  });
}
