import path from 'node:path';

/** Absolute path of the repository: the runners set it where tests do not run from there. */
export const root = process.env.TUNEWRIGHT_ROOT ?? process.cwd();

/** Absolute path of something below the repository, for example `fromRoot('test/fixtures/workspace')`. */
export function fromRoot(...parts: string[]): string {
  return path.join(root, ...parts);
}
