import { open } from 'node:fs/promises';

/**
 * Adds a line, with its line break, to a file in a single write. A line that was torn by a crash is closed first, so that
 * this one does not hang on it.
 */
export async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const last = new Uint8Array(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const torn = size > 0 && last[0] !== NEWLINE;
    await handle.write(torn ? `\n${line}` : line);
  } finally {
    await handle.close();
  }
}

const NEWLINE = 10;
