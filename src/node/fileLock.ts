import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../core/util/problem.ts';
import { systemClock } from './systemClock.ts';

/** A lock is held for milliseconds; one this old (in milliseconds) was left by a process that died. */
const STALE = 10_000;
/** Longest wait for a lock in milliseconds. */
const PATIENCE = 30_000;

/** Those who wait for a file inside this process: they queue here and do not quarrel over the lock. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs an action while no other runs for the same file, in this process or in another that uses this function. The
 * lock is a file beside it, made exclusively. Rejects with a `Problem` when the lock cannot be had for half a minute.
 */
export function withFileLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  const turn = (queues.get(file) ?? Promise.resolve()).then(() => locked(file, action));
  const settled = turn.catch(() => {});
  queues.set(file, settled);
  void settled.then(() => {
    if (queues.get(file) === settled) queues.delete(file);
  });
  return turn;
}

async function locked<T>(file: string, action: () => Promise<T>): Promise<T> {
  const lock = path.join(path.dirname(file), `.${path.basename(file)}.lock`);
  await acquire(lock, file);
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string, file: string): Promise<void> {
  const end = systemClock.now() + PATIENCE;
  while (!(await isCreated(lock))) {
    if (await isStale(lock)) await breakLock(lock);
    else if (systemClock.now() > end) throw lockedProblem(file);
    else await systemClock.sleep(2 + Math.random() * 10);
  }
}

async function isCreated(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    await handle.close();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // On Windows a file that is just being deleted answers with EPERM.
    if (code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const stats = await stat(lock).catch(() => undefined);
  return stats !== undefined && systemClock.now() - stats.mtimeMs > STALE;
}

/**
 * Removes a lock that its process left behind. It is moved away first: of several who try, one succeeds. Should it
 * turn out that a fresh lock was moved, since another was quicker, that one is put back.
 */
async function breakLock(lock: string): Promise<void> {
  const aside = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if (!(await isStale(aside))) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

function lockedProblem(file: string): Problem {
  return new Problem({
    code: 'timeout',
    message: `${file} is locked by another program.`,
    remedy: 'Close other windows or commands that use the same folder, and try again.',
    retryable: true,
  });
}
