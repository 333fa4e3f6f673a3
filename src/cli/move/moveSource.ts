import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launchedTune, readMoveSource } from '../../core/move/moveSource.ts';
import { type Tune, TUNE_SUFFIX } from '../../core/tune/tuneFile.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import type { Io } from '../io.ts';
import type { CliTunes } from '../tune/cliTunes.ts';
import { findJob } from '../tune/findJob.ts';

/** A tune that is moved. */
export interface MoveSource {
  /** Absolute path of the tune. */
  file: string;
  text: string;
  tune: Tune;
  /** Name of the file without its ending. */
  stem: string;
  /** Models that jobs of it made. */
  oldModels: string[];
}

/** The tune that a word means: a file, or the one that a job was launched with. */
export async function moveSource(word: string, tunes: CliTunes, io: Io): Promise<MoveSource> {
  const jobs = tunes.jobs();
  await jobs.ready;
  const job = word.endsWith(TUNE_SUFFIX) ? undefined : findJob(jobs, word, io);
  const given = job ? launchedTune(job) : await readTune(path.resolve(io.cwd, word), word);
  const { tune, oldModels } = readMoveSource(given, word, jobs.jobs(), job);
  const stem = path.basename(given.path).slice(0, -TUNE_SUFFIX.length);
  return { file: given.path, text: given.text, tune, stem, oldModels };
}

async function readTune(file: string, shown: string): Promise<{ path: string; text: string }> {
  try {
    return { path: file, text: await readFile(file, 'utf8') };
  } catch (error) {
    throw fileProblem(error, shown);
  }
}
