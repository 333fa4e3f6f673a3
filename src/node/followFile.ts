import { unwatchFile, watchFile } from 'node:fs';
import type { Disposable } from '../core/util/disposable.ts';

/** Milliseconds between two looks. */
const LOOK_EVERY = 1000;

/**
 * Calls back when a file is another than before, is there now, or is gone. It looks at the file again and again: watchers
 * of folders miss what is written into a folder that came together with its parent.
 *
 * @param file absolute
 */
export function followFile(file: string, changed: () => void): Disposable {
  const look = () => changed();
  watchFile(file, { persistent: false, interval: LOOK_EVERY }, look);
  return { dispose: () => unwatchFile(file, look) };
}
