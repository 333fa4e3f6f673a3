import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import { fromRoot } from '../../../support/root.ts';

/**
 * Bundles a program, whose imports are relative to the repository, and runs it in several processes at once. Each must
 * end well.
 * @param folder where the bundle is written
 * @param runs the arguments of each process
 */
export async function forkTogether(
  folder: string,
  contents: string,
  runs: readonly string[][],
): Promise<void> {
  const program = path.join(folder, 'program.mjs');
  await build({
    stdin: { contents, resolveDir: fromRoot(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'silent',
  });
  const children = runs.map(args => fork(program, args));
  const codes = await Promise.all(children.map(child => once(child, 'exit')));
  assert.deepEqual(
    codes.map(([code]) => code),
    runs.map(() => 0),
  );
}
