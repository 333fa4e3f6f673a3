import path from 'node:path';
import { type OpenDataset, openDataset, spoolDataset } from '../node/datasetSource.ts';
import type { Io } from './io.ts';

/** Opens what the user named: a file, or standard input for `-`. */
export function openInput(file: string, io: Io): Promise<OpenDataset> {
  const { stdin, cwd, signal } = io;
  return file === '-' ? spoolDataset(stdin, '-', signal) : openDataset(path.resolve(cwd, file), signal, file);
}
