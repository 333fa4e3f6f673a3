import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readsReasoning, readsWeights } from '../../core/convert/destinations.ts';
import { folderFiles } from '../../core/move/folder/folder.ts';
import { withWrittenNames } from '../../core/move/writtenNames.ts';
import type { MovedDataset } from '../../core/move/movePlan.ts';
import { Problem } from '../../core/util/problem.ts';
import type { WriteMove } from '../../protocol/lint.ts';
import { PendingFile, publishTogether } from '../atomicWrite.ts';
import { convertFile } from '../convertFile.ts';
import { fileProblem } from '../fileProblem.ts';
import { fixFile } from '../fixFile.ts';
import { MOVE_FIXES } from './tryDataset.ts';

/** Absolute paths of what was written; the first is what one wants to open. */
export type WrittenMove = string[];

/** Writes what a plan says, under names that are free. What fails or is cancelled leaves nothing behind. */
export async function writeMove(move: WriteMove, signal?: AbortSignal): Promise<WrittenMove> {
  const made: string[] = [];
  try {
    return move.plan.to.kind === 'tool'
      ? await writeFolder(move, made, signal)
      : await writeBeside(move, made, signal);
  } catch (thrown) {
    for (const one of made) await rm(one, { recursive: true, force: true });
    throw thrown;
  }
}

async function writeFolder(
  move: WriteMove,
  made: string[],
  signal: AbortSignal | undefined,
): Promise<WrittenMove> {
  const { plan } = move;
  const { trainer, to } = plan;
  if (!trainer || to.tool === undefined) throw new Error('The plan is of no trainer.');
  const folder = await freshFolder(path.join(move.out ?? move.folder, plan.stem));
  made.push(folder);
  for (const dataset of plan.datasets) {
    await writeDataset(dataset, path.join(folder, dataset.file!), move, signal);
  }
  const written: string[] = [];
  for (const file of folderFiles({ ...plan, trainer }, to.tool)) {
    written.push(await writeNew([path.join(folder, file.path)], file.text));
  }
  const readme = written.find(file => path.basename(file) === 'README.md')!;
  const data = plan.datasets.map(({ file }) => path.join(folder, file!));
  const comparisons = await writeComparisons(move, made, { training: data[0]! });
  return [readme, ...written.filter(file => file !== readme), ...data, ...comparisons];
}

async function writeBeside(
  move: WriteMove,
  made: string[],
  signal: AbortSignal | undefined,
): Promise<WrittenMove> {
  const { plan, folder } = move;
  let tuneText = plan.tuneText ?? '';
  const datasets: string[] = [];
  for (const dataset of plan.datasets) {
    if (dataset.file === undefined) continue;
    const wanted = path.resolve(folder, dataset.file);
    const name = await writeDataset(dataset, wanted, move, signal);
    made.push(name);
    datasets.push(name);
    // Another number may have been free than the one that the plan was made with.
    const given = path.posix.join(path.posix.dirname(dataset.file), path.basename(name));
    tuneText = tuneText.replaceAll(JSON.stringify(dataset.file), JSON.stringify(given));
  }
  const tune = await writeNew(numbered(path.join(folder, plan.stem), '.tune.json'), tuneText);
  made.push(tune);
  const training = plan.datasets.find(({ role }) => role === 'training')!;
  const name = training.file === undefined ? training.path : datasets[0]!;
  return [tune, ...datasets, ...(await writeComparisons(move, made, { tune, training: name }))];
}

/** Writes the copies of comparisons, with the names that the other files really have. Paths are absolute. */
async function writeComparisons(
  { plan, root }: WriteMove,
  made: string[],
  written: { tune?: string; training: string },
): Promise<string[]> {
  const inRoot = (file: string) => {
    const name = path.relative(root, file);
    return name.startsWith('..') || path.isAbsolute(name) ? undefined : name.split(path.sep).join('/');
  };
  const tune = written.tune === undefined ? undefined : inRoot(written.tune);
  const names = { training: inRoot(written.training), ...(tune !== undefined && { tune }) };
  const files: string[] = [];
  for (const comparison of plan.comparisons) {
    const stem = path.join(root, ...comparison.to.split('/')).replace(/\.compare\.json$/, '');
    files.push(await writeNew(numbered(stem, '.compare.json'), withWrittenNames(comparison, names)));
    made.push(files.at(-1)!);
  }
  return files;
}

/** Writes a dataset under the name that it wants, or with a number. */
async function writeDataset(
  dataset: MovedDataset,
  wanted: string,
  { plan }: WriteMove,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { path: file, to, kept, settings } = dataset;
  const stem = path.basename(wanted, '.jsonl');
  const { target } = plan.to;
  if (to !== undefined && !kept) {
    const options = {
      reasoning: readsReasoning(target),
      weights: readsWeights(target),
      alpacaJoin: 'line',
    } as const;
    const written = await convertFile({ file, to, options, out: path.dirname(wanted), name: stem }, signal);
    return written.path!;
  }
  for (const copy of numbered(wanted.slice(0, -'.jsonl'.length), '.jsonl')) {
    if (!(await copiedNew(file, copy))) continue;
    await fixFile(copy, settings, MOVE_FIXES, { signal });
    return copy;
  }
  throw new Error('Unreachable: there is always another number.');
}

async function copiedNew(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, COPY_NEW);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fileProblem(error, from);
  }
}

/** Node's `COPYFILE_EXCL`: nothing is replaced. */
const COPY_NEW = 1;

/** Writes a text under the first of some names that is free. */
async function writeNew(names: Iterable<string>, text: string): Promise<string> {
  const list = [...names];
  const pending = await PendingFile.begin(path.dirname(list[0]!), path.basename(list[0]!));
  try {
    await pending.write(new TextEncoder().encode(text));
    const [written] = await publishTogether([pending], attempt => [list[attempt] ?? list.at(-1)!]);
    return written!;
  } finally {
    await pending.discard();
  }
}

/** `NAME.ENDING`, then `NAME-2.ENDING` and so on. */
function numbered(stem: string, ending: string): string[] {
  return Array.from(
    { length: MOST_NAMES },
    (_, index) => `${stem}${index === 0 ? '' : `-${index + 1}`}${ending}`,
  );
}

const MOST_NAMES = 1000;

async function freshFolder(wanted: string): Promise<string> {
  await mkdir(path.dirname(wanted), { recursive: true });
  for (const folder of numbered(wanted, '')) {
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileProblem(error, folder);
    }
  }
  throw new Problem({
    code: 'rejected',
    message: `A thousand folders are named like ${path.basename(wanted)} already.`,
    remedy: 'Delete some of them, or name another place with --out.',
  });
}
