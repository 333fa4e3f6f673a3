import { mkdir } from 'node:fs/promises';
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

  /** @param file absolute; it and its folder are made by the first line. */
  constructor(file: string) {
    this.file = file;
  }

  /** What is there; nothing when there is no file. */
  async read(): Promise<Results> {
    return readResults((await readIfThere(this.file)) ?? '');
  }

  append(line: ResultLine): Promise<void> {
    const written = this.#last.then(async () => {
      try {
        await mkdir(path.dirname(this.file), { recursive: true });
        await appendLine(this.file, resultLine(line));
      } catch (error) {
        throw fileProblem(error, this.file);
      }
    });
    this.#last = written.catch(() => undefined);
    return written;
  }
}
