import path from 'node:path';
import type { BuiltDataset } from '../../core/build/buildDataset.ts';
import { count } from '../../core/text/count.ts';
import { EXIT, type Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';

/** Writes what was built, when anything was, and says what was left out. Returns the exit code. */
export async function tellBuilt(
  { examples, refused }: BuiltDataset,
  unread: number,
  write: () => Promise<{ dataset: string; variables?: string }>,
  { stderr, stdout, cwd }: Io,
): Promise<number> {
  for (const { from, reason } of refused.slice(0, 10))
    await stderr.write(`${neutral(`${from}: ${reason}`)}\n`);
  if (refused.length > 10) await stderr.write(`And ${refused.length - 10} more.\n`);
  if (examples.length === 0) {
    await stderr.write('No example could be made, so nothing was written.\n');
    return EXIT.failed;
  }
  const { dataset, variables } = await write();
  await stdout.write(`${neutral(path.relative(cwd, dataset) || dataset)}\n`);
  await stderr.write(`${count(examples.length, 'example')}.\n`);
  if (variables !== undefined) {
    await stderr.write(`${neutral(`${path.relative(cwd, variables)} keeps their variables.`)}\n`);
  }
  return refused.length + unread > 0 ? EXIT.findings : EXIT.clean;
}
