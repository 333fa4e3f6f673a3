import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  readResults,
  type ResultLine,
  resultLine,
  type Results,
} from '../../core/evaluate/results/readResults.ts';
import { appendLine } from '../appendLine.ts';
import { fileProblem } from '../fileProblem.ts';
import { readIfThere } from '../readIfThere.ts';

/** The results of a comparison on disk: a file of JSON lines that only grows. Lines are written one after the other. */
export class ResultsFile {
  readonly file: string;
  #last: Promise<unknown> = Promise.resolve();
  /** Bytes that were read, and those that were written here since. */
  #read = 0;
  #written = 0;

  /** @param file absolute; it and its folder are made by the first line. */
  constructor(file: string) {
    this.file = file;
  }

  /** What is there; nothing when there is no file. */
  async read(): Promise<Results> {
    const text = (await readIfThere(this.file)) ?? '';
    this.#read = Buffer.byteLength(text);
    this.#written = 0;
    return readResults(text);
  }

  /** Whether there may be more or other lines than were read and written here. */
  async isOther(): Promise<boolean> {
    await this.#last;
    const { size } = await stat(this.file).catch(() => ({ size: 0 }));
    // A file that somebody else wrote may be as long as it was.
    return this.#written === 0 || size !== this.#read + this.#written;
  }

  append(line: ResultLine): Promise<void> {
    const written = this.#last.then(async () => {
      try {
        await mkdir(path.dirname(this.file), { recursive: true });
        const text = resultLine(line);
        await appendLine(this.file, text);
        this.#written += Buffer.byteLength(text);
      } catch (error) {
        throw fileProblem(error, this.file);
      }
    });
    this.#last = written.catch(() => undefined);
    return written;
  }
}
