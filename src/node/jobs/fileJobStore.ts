import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Job } from '../../core/jobs/job.ts';
import type { JobStore, StoredJobs } from '../../core/jobs/jobStore.ts';
import type { JobEvent } from '../../core/provider/fineTuning.ts';
import { PendingFile, replaceFile } from '../atomicWrite.ts';
import { withFileLock } from '../fileLock.ts';
import { fileProblem } from '../fileProblem.ts';
import { readIfThere } from '../readIfThere.ts';
import { releaseLease, takeLease } from './lease.ts';
import { readJob } from './readJob.ts';
import { watchFolder } from './watchFolder.ts';

const RECORD = '.job.json';

/**
 * Jobs in a folder: a file for each, written beside its place and moved there, and a log of its events beside it.
 * Processes that share the folder respect each other's locks and see each other's changes. Rejects with a `Problem`
 * when the disk refuses.
 */
export function fileJobStore(folder: string): JobStore {
  const fileOf = (id: string) => path.join(folder, `${safeName(id)}${RECORD}`);
  const logOf = (id: string) => path.join(folder, `${safeName(id)}.events.jsonl`);
  const lease = path.join(folder, 'lease.json');

  async function read(id: string): Promise<Job | undefined> {
    const text = await readIfThere(fileOf(id));
    return text === undefined ? undefined : readJob(text);
  }

  return {
    list: () => listJobs(folder),
    read,
    async create(job) {
      await made(folder);
      const pending = await PendingFile.begin(folder, safeName(job.id));
      try {
        await pending.write(bytesOf(job));
        return await pending.publish(fileOf(job.id));
      } finally {
        await pending.discard();
      }
    },
    async update(id, change) {
      const file = fileOf(id);
      if ((await readIfThere(file)) === undefined) return undefined;
      return guarded(file, () =>
        withFileLock(file, async () => {
          const before = await read(id);
          const after = before && change(before);
          if (after) await replaceFile(file, [bytesOf(after)]);
          return after ?? before;
        }),
      );
    },
    async appendEvents(id, events) {
      const file = logOf(id);
      // It begins with a line break, so that a line that was torn by a crash spoils no other.
      const lines = `\n${events.map(event => JSON.stringify(event)).join('\n')}\n`;
      await guarded(file, () => appendFile(file, lines));
    },
    readEvents: async id => eventsIn((await readIfThere(logOf(id))) ?? ''),
    watch: changed =>
      watchFolder(folder, name => {
        if (name === undefined) changed(undefined);
        else if (name.endsWith(RECORD) && !name.startsWith('.')) changed(idOf(name.slice(0, -RECORD.length)));
      }),
    async lease(owner) {
      await made(folder);
      return guarded(lease, () => takeLease(lease, owner));
    },
    release: owner => guarded(lease, () => releaseLease(lease, owner)),
  };
}

async function listJobs(folder: string): Promise<StoredJobs> {
  const names = await readdir(folder).catch((error: unknown) => {
    const problem = fileProblem(error, folder);
    if (problem.code === 'not-found') return [];
    throw problem;
  });
  const found: StoredJobs = { jobs: [], issues: [] };
  for (const name of names.filter(one => one.endsWith(RECORD) && !one.startsWith('.'))) {
    const text = await readIfThere(path.join(folder, name));
    const job = text === undefined ? undefined : readJob(text);
    if (job) found.jobs.push(job);
    else if (text !== undefined)
      found.issues.push(`${path.join(folder, name)} holds no job and is left alone.`);
  }
  return found;
}

/** Each event once, the first of those with one id; lines that are torn are left out. */
function eventsIn(text: string): JobEvent[] {
  const events = new Map<string, JobEvent>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const event = JSON.parse(line) as JobEvent;
      if (typeof event?.id === 'string' && !events.has(event.id)) events.set(event.id, event);
    } catch {
      // Torn by a crash: it is read again from the provider, since the cursor was not written either.
    }
  }
  return [...events.values()];
}

async function guarded<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fileProblem(error, file);
  }
}

async function made(folder: string): Promise<void> {
  await guarded(folder, () => mkdir(folder, { recursive: true }));
}

function bytesOf(job: Job): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(job, null, 2)}\n`);
}

/** An id as a file's name. One that is too long for that is replaced by its hash. */
function safeName(id: string): string {
  const encoded = encodeURIComponent(id).replace(/^\./, '%2E').replaceAll('*', '%2A');
  return encoded.length <= LONGEST_NAME ? encoded : `~${createHash('sha256').update(id).digest('hex')}`;
}

/** The id that a file's name stands for; undefined when it is only a hash. */
function idOf(name: string): string | undefined {
  try {
    return name.startsWith('~') ? undefined : decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

const LONGEST_NAME = 150;
