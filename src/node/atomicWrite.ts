import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, type FileHandle, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cancelledProblem, Problem } from '../core/util/problem.ts';
import { fileProblem } from './fileProblem.ts';

/** Bytes gathered before they are written. */
const BUFFER_BYTES = 256 * 1024;

/**
 * A file that is written under another name beside its destination and takes its place, whole, at the end. Whoever
 * begins one discards it at last, whether it was put in its place or not; nothing is left behind.
 */
export class PendingFile {
  readonly #handle: FileHandle;
  readonly #temporary: string;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #buffered = 0;
  #open = true;

  private constructor(handle: FileHandle, temporary: string) {
    this.#handle = handle;
    this.#temporary = temporary;
  }

  /** Begins a file in a folder. `name` only helps people who find it after a crash. */
  static async begin(folder: string, name: string): Promise<PendingFile> {
    const temporary = path.join(folder, `.${name}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      return new PendingFile(await open(temporary, 'wx'), temporary);
    } catch (error) {
      throw fileProblem(error, folder);
    }
  }

  /** Adds bytes. They are copied, so the caller may use their memory again. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#buffered + chunk.length > BUFFER_BYTES) await this.#flush();
    if (chunk.length > BUFFER_BYTES) {
      await this.#writeAll(chunk);
      return;
    }
    this.#buffer.set(chunk, this.#buffered);
    this.#buffered += chunk.length;
  }

  /** Takes the place of `destination`, keeping its permissions. A symbolic link stays one. */
  async replace(destination: string): Promise<void> {
    await this.#guard(destination, async () => {
      const real = await realpath(destination).catch(() => destination);
      const mode = await stat(real).then(
        stats => stats.mode & 0o7777,
        () => undefined,
      );
      await this.#finish();
      if (mode !== undefined) await chmod(this.#temporary, mode);
      await rename(this.#temporary, real);
    });
  }

  /** Gives the file the name `destination` too; false when that is taken, whoever took it. `discard` drops the first name. */
  async publish(destination: string): Promise<boolean> {
    return this.#guard(destination, async () => {
      await this.#finish();
      return linkNew(this.#temporary, destination);
    });
  }

  /** Gives up whatever is not in its place yet. To be called at the end in any case. */
  async discard(): Promise<void> {
    if (this.#open) await this.#handle.close().catch(() => {});
    this.#open = false;
    await rm(this.#temporary, { force: true });
  }

  async #finish(): Promise<void> {
    if (!this.#open) return;
    await this.#flush();
    await this.#handle.sync();
    this.#open = false;
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const length = this.#buffered;
    this.#buffered = 0;
    await this.#writeAll(this.#buffer.subarray(0, length));
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    await this.#guard(this.#temporary, async () => {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.#handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
    });
  }

  async #guard<T>(file: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw fileProblem(error, file);
    }
  }
}

/** Writes a file beside `destination` and puts it in its place. A failure or a cancellation leaves the old one. */
export async function replaceFile(
  destination: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const real = await realpath(destination).catch(() => destination);
  const pending = await PendingFile.begin(path.dirname(real), path.basename(real));
  try {
    for await (const chunk of chunks) {
      if (signal?.aborted) throw cancelledProblem();
      await pending.write(chunk);
    }
    if (signal?.aborted) throw cancelledProblem();
    await pending.replace(real);
  } finally {
    await pending.discard();
  }
}

/**
 * Publishes files that belong together under names that are all free, and returns their paths. `names(0)` are the
 * plain names; while one of them is taken, `names(1)`, `names(2)` and so on are tried.
 */
export async function publishTogether(
  pending: readonly PendingFile[],
  names: (attempt: number) => readonly string[],
): Promise<string[]> {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const wanted = names(attempt);
    if (await anyExists(wanted)) continue;
    const done: string[] = [];
    for (const [index, file] of pending.entries()) {
      if (!(await file.publish(wanted[index]!))) break;
      done.push(wanted[index]!);
    }
    if (done.length === pending.length) return done;
    // Somebody took a name between the look and the move: all move on to the next number.
    await Promise.all(done.map(file => rm(file, { force: true })));
  }
  throw new Problem({
    code: 'rejected',
    message: `Ten thousand files are named like ${names(0)[0]} already.`,
    remedy: 'Choose another folder or delete some of them.',
  });
}

/** Gives a file a second name, which fails when that is taken; where the disk has no links, it is looked up first. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT' || code === 'EACCES') throw error;
    if (await anyExists([to])) return false;
    await rename(from, to);
    return true;
  }
}

async function anyExists(files: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    files.map(file =>
      access(file, constants.F_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
