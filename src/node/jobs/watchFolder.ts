import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import type { Disposable } from '../../core/util/disposable.ts';

/** Milliseconds between two looks where the system cannot watch. */
const LOOK_EVERY = 3000;

/**
 * Calls back with the names of files in a folder that may have changed, undefined when only that something may have.
 * Where the system does not watch folders (some network disks, or too many watchers), it calls back now and then.
 */
export function watchFolder(folder: string, changed: (name: string | undefined) => void): Disposable {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  const lookNowAndThen = () => {
    watcher?.close();
    watcher = undefined;
    timer ??= setInterval(() => changed(undefined), LOOK_EVERY).unref();
  };
  try {
    mkdirSync(folder, { recursive: true });
    watcher = watch(folder, { persistent: false }, (_, name) => changed(name ?? undefined));
    watcher.on('error', lookNowAndThen);
  } catch {
    lookNowAndThen();
  }
  return {
    dispose() {
      watcher?.close();
      clearInterval(timer);
    },
  };
}
