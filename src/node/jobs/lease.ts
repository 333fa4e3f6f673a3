import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { replaceFile } from '../atomicWrite.ts';
import { withFileLock } from '../fileLock.ts';
import { systemClock } from '../systemClock.ts';

/** Milliseconds after which a lease that was not renewed is free. */
const TERM = 20_000;

interface Lease {
  owner: string;
  pid: number;
  host: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Takes or renews the lease that a file stands for. False while another who lives has it. */
export function takeLease(file: string, owner: string): Promise<boolean> {
  return withFileLock(file, async () => {
    const held = await readLease(file);
    if (held && held.owner !== owner && isHeld(held)) return false;
    const lease: Lease = { owner, pid: process.pid, host: hostname(), until: systemClock.now() + TERM };
    await replaceFile(file, [new TextEncoder().encode(JSON.stringify(lease))]);
    return true;
  });
}

/** Gives a lease back. One that another has by now stays. */
export function releaseLease(file: string, owner: string): Promise<void> {
  return withFileLock(file, async () => {
    if ((await readLease(file))?.owner === owner) await rm(file, { force: true });
  });
}

function isHeld({ pid, host, until }: Lease): boolean {
  const now = systemClock.now();
  // A time that lies further ahead than any lease can last comes from a clock that was set back.
  if (until <= now || until > now + 2 * TERM) return false;
  return host !== hostname() || isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readLease(file: string): Promise<Lease | undefined> {
  try {
    const lease = JSON.parse(await readFile(file, 'utf8')) as Lease;
    const isSound = typeof lease.owner === 'string' && Number.isInteger(lease.pid) && lease.pid > 0;
    return isSound && typeof lease.until === 'number' ? lease : undefined;
  } catch {
    return undefined;
  }
}
