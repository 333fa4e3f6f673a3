import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlanEntry, PlanJournal } from '../core/run/plan.ts';
import { entryLine, headLine, parsePlanJournal } from '../core/run/planJournal.ts';
import { Problem } from '../core/util/problem.ts';
import { fileProblem } from './fileProblem.ts';

/**
 * The journal of a plan as a file of JSON lines that only grows. Each line is one write, so that a crash can tear the
 * last line at most; what comes after that begins on a line of its own. Close it at the end.
 */
export class PlanJournalFile<H, T> implements PlanJournal<T> {
  readonly path: string;
  readonly head: H;
  /** Numbers of lines that could not be read, from 1. Their items are asked again. */
  readonly skipped: readonly number[];
  readonly #entries: PlanEntry<T>[];
  readonly #handle: FileHandle;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    file: string,
    handle: FileHandle,
    read: { head: H; entries: PlanEntry<T>[]; skipped: number[] },
  ) {
    this.path = file;
    this.head = read.head;
    this.skipped = read.skipped;
    this.#entries = read.entries;
    this.#handle = handle;
  }

  /** Begins a journal. Throws a `Problem` when there is a file of that name. */
  static async create<H, T>(file: string, head: H): Promise<PlanJournalFile<H, T>> {
    return guard(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      const handle = await open(file, 'ax');
      await handle.appendFile(headLine(head));
      return new PlanJournalFile<H, T>(file, handle, { head, entries: [], skipped: [] });
    });
  }

  /** Opens a journal to go on. Throws a `Problem` when it is none. */
  static async resume<H, T>(file: string): Promise<PlanJournalFile<H, T>> {
    return guard(file, async () => {
      const text = await readFile(file, 'utf8');
      const { head, entries, skipped } = parsePlanJournal<H, T>(text);
      if (head === undefined) throw noJournal(file);
      const handle = await open(file, 'a');
      if (!text.endsWith('\n')) await handle.appendFile('\n');
      return new PlanJournalFile<H, T>(file, handle, { head, entries, skipped });
    });
  }

  /** Name of the file without its ending: what the run is known by. */
  get name(): string {
    return path.basename(this.path, '.jsonl');
  }

  /** What is in the file by now. */
  async read(): Promise<readonly PlanEntry<T>[]> {
    return this.#entries;
  }

  append(entry: PlanEntry<T>): Promise<void> {
    const write = async () => {
      await guard(this.path, () => this.#handle.appendFile(entryLine(entry)));
      this.#entries.push(entry);
    };
    const written = this.#last.then(write);
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#handle.close();
  }
}

/** Reads a journal without opening it for writing; undefined when it is none. */
export async function readPlanJournal<H, T>(file: string) {
  const read = await guard(file, async () => parsePlanJournal<H, T>(await readFile(file, 'utf8')));
  return read.head === undefined ? undefined : { ...read, head: read.head };
}

async function guard<R>(file: string, action: () => Promise<R>): Promise<R> {
  try {
    return await action();
  } catch (error) {
    throw fileProblem(error, file);
  }
}

function noJournal(file: string): Problem {
  return new Problem({
    code: 'bad-response',
    message: `${file} is no journal of a run.`,
    remedy: 'Start the run anew.',
  });
}
