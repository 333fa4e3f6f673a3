import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type RunRecord, readRuns, runLine, runsPath } from '../core/run/runRecord.ts';
import { appendLine } from './appendLine.ts';
import { replaceFile } from './atomicWrite.ts';
import { withFileLock } from './fileLock.ts';
import { fileProblem } from './fileProblem.ts';

/** The runs of one template, as a file of JSON lines below `.tunewright/results`. Several processes may use it. */
export class RunsFile {
  readonly path: string;

  /** `root` is the workspace folder, absolute; `template` the path of the template in it. */
  constructor(root: string, template: string) {
    this.path = path.join(root, ...runsPath(template).split('/'));
  }

  /** What is there, oldest first, and the numbers of lines that could not be read. */
  async read(): Promise<{ runs: RunRecord[]; skipped: number[] }> {
    try {
      return readRuns(await readFile(this.path, 'utf8'));
    } catch (error) {
      const problem = fileProblem(error, this.path);
      if (problem.code === 'not-found') return { runs: [], skipped: [] };
      throw problem;
    }
  }

  append(record: RunRecord): Promise<void> {
    return this.#locked(() => appendLine(this.path, runLine(record)));
  }

  /** Forgets some runs. Lines that cannot be read are kept: they are not ours to judge. */
  remove(ids: ReadonlySet<string>): Promise<void> {
    return this.#locked(async () => {
      const text = await readFile(this.path, 'utf8').catch(() => '');
      const kept = text.split('\n').filter(line => {
        const [run] = readRuns(line).runs;
        return run ? !ids.has(run.id) : line.trim() !== '';
      });
      if (kept.length === 0) await rm(this.path, { force: true });
      else await replaceFile(this.path, [new TextEncoder().encode(`${kept.join('\n')}\n`)]);
    });
  }

  async #locked(action: () => Promise<void>): Promise<void> {
    try {
      await mkdir(path.dirname(this.path), { recursive: true });
      await withFileLock(this.path, action);
    } catch (error) {
      throw fileProblem(error, this.path);
    }
  }
}
