// The folder that `npm start` opens, and the dataset in it.
import { cpSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { findFiles } from '../lib/files.mjs';
import { fromRoot } from '../lib/project.mjs';
import { makeScratch } from '../lib/scratch.mjs';
import { SetupFailure } from '../lib/terminal.mjs';

/** Shown first: small, and with several kinds of fault. */
const defaultDataset = 'support-chat/train.jsonl';

/**
 * @typedef {object} Place
 * @property {string} workspace absolute path of the folder to open
 * @property {boolean} isCopy whether it is thrown away at the end
 * @property {string | undefined} file absolute path of the dataset to show; absent: the folder has none
 * @property {string} scratch folder for everything else of this run; deleted at the end
 */

/**
 * @param {{ workspace?: string, open?: string }} options as the user gave them
 * @returns {Place}
 */
export function prepareWorkspace({ workspace: given, open }) {
  const original = given === undefined ? fromRoot('samples') : path.resolve(given);
  if (!existsSync(original) || !statSync(original).isDirectory()) {
    throw new SetupFailure(
      `There is no folder ${original}.`,
      'Give a folder that exists: npm start -- --workspace DIR',
    );
  }
  const scratch = makeScratch();
  const isCopy = given === undefined;
  const workspace = isCopy ? path.join(scratch, 'samples') : original;
  if (isCopy) cpSync(original, workspace, { recursive: true });
  return { workspace, isCopy, file: chooseDataset(workspace, open), scratch };
}

/**
 * @param {string} workspace
 * @param {string | undefined} open
 */
function chooseDataset(workspace, open) {
  if (open !== undefined) {
    const file = path.resolve(workspace, open);
    if (existsSync(file)) return file;
    throw new SetupFailure(
      `There is no file ${file}.`,
      'Give a file of the workspace: npm start -- --open FILE',
    );
  }
  const preferred = path.join(workspace, defaultDataset);
  if (existsSync(preferred)) return preferred;
  return findFiles(workspace, name => name.endsWith('.jsonl') && !name.includes('node_modules/'))[0];
}
