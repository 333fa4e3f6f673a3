import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BatchAnswer } from '../../core/batch/batchAnswer.ts';
import { type BatchHead, readBatchHead } from '../../core/batch/batchHead.ts';
import { isJournalName, journalName } from '../../core/batch/batchNames.ts';
import { RESULTS_FOLDER } from '../../core/run/runRecord.ts';
import { Problem } from '../../core/util/problem.ts';
import { PlanJournalFile, readPlanJournal } from '../planJournalFile.ts';

export type BatchJournal = PlanJournalFile<BatchHead, BatchAnswer>;

/** A batch that has not asked all that it meant to, or that failed in part. */
export interface UnfinishedBatch {
  /** Absolute path of the journal. */
  file: string;
  head: BatchHead;
  done: number;
  /** When it was last written, in milliseconds since 1970. */
  changed: number;
}

/** Begins a journal under a name that is free. */
export async function beginJournal(root: string, head: BatchHead): Promise<BatchJournal> {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const file = path.join(root, RESULTS_FOLDER, journalName(head.template, head.source, attempt));
    if (await exists(file)) continue;
    return PlanJournalFile.create<BatchHead, BatchAnswer>(file, head);
  }
  throw new Problem({
    code: 'rejected',
    message: 'There are too many results of this template over this source.',
    remedy: `Delete some from ${RESULTS_FOLDER}.`,
  });
}

/** The unfinished batches of a project, the latest first. */
export async function unfinishedBatches(root: string): Promise<UnfinishedBatch[]> {
  const folder = path.join(root, RESULTS_FOLDER);
  const names = await readdir(folder).catch(() => []);
  const found: UnfinishedBatch[] = [];
  for (const name of names.filter(isJournalName)) {
    const file = path.join(folder, name);
    const read = await readPlanJournal<unknown, BatchAnswer>(file).catch(() => undefined);
    const head = readBatchHead(read?.head);
    if (!read || !head) continue;
    const last = new Map(read.entries.map(entry => [entry.id, entry.problem === undefined]));
    const done = [...last.values()].filter(Boolean).length;
    if (done >= head.requests) continue;
    const { mtimeMs } = await stat(file);
    found.push({ file, head, done, changed: mtimeMs });
  }
  return found.sort((one, other) => other.changed - one.changed);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
