import path from 'node:path';
import type { Io } from '../io.ts';

/** The folder of the sandbox's state, unless another is named. */
export function sandboxFolder({ home }: Pick<Io, 'home'>): string {
  return path.join(home, '.tunewright', 'sandbox');
}

/** The file in which the user lists connections. */
export function connectionsFile({ home }: Pick<Io, 'home'>): string {
  return path.join(home, '.tunewright', 'connections.json');
}

/** The folder of the jobs that were launched from command lines. */
export function jobsFolder({ home }: Pick<Io, 'home'>): string {
  return path.join(home, '.tunewright', 'jobs');
}
