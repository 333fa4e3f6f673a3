import type { Io } from './io.ts';

/** Smaller files are done before anybody could read a percentage. */
const WORTH_SHOWING = 20_000_000;

/**
 * Shows on a terminal how far the work on a file is, on one line that is wiped at the end. `update` takes the bytes
 * done so far.
 */
export function progressOf(
  io: Io,
  what: string,
  totalBytes: number,
): { update(bytes: number): void; end(): Promise<void> } {
  let shown = -1;
  const active = io.stderr.isTTY && totalBytes >= WORTH_SHOWING;
  return {
    update(bytes) {
      const percent = Math.min(100, Math.floor((bytes / totalBytes) * 100));
      if (!active || percent === shown) return;
      shown = percent;
      void io.stderr.write(`\r${what} ${percent} %\u001b[K`).catch(() => {});
    },
    async end() {
      if (shown >= 0) await io.stderr.write('\r\u001b[K');
    },
  };
}
