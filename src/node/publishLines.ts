import path from 'node:path';
import { PendingFile, publishTogether } from './atomicWrite.ts';

/** A file of lines to be written. */
export interface LineFile {
  /** Name by attempt: 0 is the plain one, the next are tried while it is taken. */
  name(attempt: number): string;
  /** Each with its line break. */
  lines: Iterable<string>;
}

/** Writes files that belong together into a folder, under names that are free. Returns their absolute paths. */
export async function publishLines(folder: string, files: readonly LineFile[]): Promise<string[]> {
  const pending: PendingFile[] = [];
  const encoder = new TextEncoder();
  try {
    for (const { name, lines } of files) {
      const file = await PendingFile.begin(folder, name(0));
      pending.push(file);
      for (const line of lines) await file.write(encoder.encode(line));
    }
    return await publishTogether(pending, attempt =>
      files.map(({ name }) => path.join(folder, name(attempt))),
    );
  } finally {
    for (const file of pending) await file.discard();
  }
}
