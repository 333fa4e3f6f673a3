import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { RESULTS_FOLDER } from '../../core/run/runRecord.ts';
import type { Conversation } from '../../core/users/converse.ts';
import type { Verdict } from '../../core/users/judgeConversations.ts';
import { PlanJournalFile, readPlanJournal } from '../planJournalFile.ts';

interface Head {
  /** Name of the users file. */
  users: string;
}

/** What was said in one run of a users file, and what judges said of it. Close both at the end. */
export class UsersJournals {
  readonly talks: PlanJournalFile<Head, Conversation>;
  readonly verdicts: PlanJournalFile<Head, Verdict>;

  private constructor(talks: PlanJournalFile<Head, Conversation>, verdicts: PlanJournalFile<Head, Verdict>) {
    this.talks = talks;
    this.verdicts = verdicts;
  }

  /** Begins a run of a users file, by its absolute path. */
  static async begin(source: string): Promise<UsersJournals> {
    const { place, next } = await placesOf(source);
    return UsersJournals.#open(source, place(next), file =>
      PlanJournalFile.create(file, { users: path.basename(source) }),
    );
  }

  /** Opens the last run to go on; undefined when there is none. */
  static async resume(source: string): Promise<UsersJournals | undefined> {
    const { place, next } = await placesOf(source);
    if (next === 1) return undefined;
    return UsersJournals.#open(source, place(next - 1), file => PlanJournalFile.resume(file));
  }

  /** What the run is known by. */
  get name(): string {
    return this.talks.name;
  }

  get skipped(): readonly number[] {
    return [...this.talks.skipped, ...this.verdicts.skipped];
  }

  async close(): Promise<void> {
    await this.talks.close();
    await this.verdicts.close();
  }

  static async #open(
    source: string,
    file: string,
    talksAt: (file: string) => Promise<PlanJournalFile<Head, Conversation>>,
  ): Promise<UsersJournals> {
    const talks = await talksAt(file);
    try {
      const judged = file.replace(/\.jsonl$/, '.verdicts.jsonl');
      const isThere = await readPlanJournal(judged).catch(() => undefined);
      const verdicts = isThere
        ? await PlanJournalFile.resume<Head, Verdict>(judged)
        : await PlanJournalFile.create<Head, Verdict>(judged, { users: path.basename(source) });
      return new UsersJournals(talks, verdicts);
    } catch (error) {
      await talks.close();
      throw error;
    }
  }
}

/** How many conversations the last run of a users file has had; undefined when there was none. */
export async function lastRunCount(source: string): Promise<number | undefined> {
  const { place, next } = await placesOf(source);
  if (next === 1) return undefined;
  const read = await readPlanJournal<Head, Conversation>(place(next - 1)).catch(() => undefined);
  if (!read) return undefined;
  const last = new Map(read.entries.map(entry => [entry.id, entry.problem === undefined]));
  return [...last.values()].filter(Boolean).length;
}

/** The journals of a users file by number, from 1, and the first number that is free. */
async function placesOf(source: string): Promise<{ place(number: number): string; next: number }> {
  const folder = path.join(path.dirname(source), ...RESULTS_FOLDER.split('/'));
  const stem = path.basename(source).replace(/(\.users)?\.jsonc?$/i, '');
  const nameOf = (number: number) => `${stem}.users${number > 1 ? `.${number}` : ''}.jsonl`;
  const taken = new Set(await readdir(folder).catch(() => []));
  let next = 1;
  while (taken.has(nameOf(next))) next += 1;
  return { place: number => path.join(folder, nameOf(number)), next };
}
