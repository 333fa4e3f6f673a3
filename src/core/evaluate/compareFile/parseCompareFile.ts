import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { ProjectProblem } from '../../project/treeReader.ts';
import { candidatePaths } from '../../template/templateFiles.ts';
import { type Grader, graderType } from '../graders/graderType.ts';
import { type CompareFile, compareFileType } from './compareFile.ts';
import { type ParsedTyped, parseTyped } from './parseTyped.ts';

/** A file that a comparison refers to. */
export interface ComparedFile {
  /** As written. */
  name: string;
  /** What it may mean, best first, relative to the workspace folder. */
  paths: readonly string[];
  what: 'template' | 'tune' | 'trainingFile' | 'dataset' | 'inputs' | 'grader';
  node: Node;
}

export interface ParsedCompareFile {
  /** Absent when something in it cannot be followed. */
  file?: CompareFile;
  problems: ProjectProblem[];
  references: ComparedFile[];
}

/**
 * Reads a `*.compare.json`: JSON with comments. It never throws. `isMissing` tells of a reference's paths whether no such
 * file is there; without it, files are not looked for.
 */
export function parseCompareFile(
  text: string,
  path: string,
  isMissing: (paths: readonly string[]) => boolean = () => false,
): ParsedCompareFile {
  const parsed = parseTyped(text, compareFileType);
  const { value: file, problems, reader } = parsed;
  if (!file) return { problems, references: [] };
  const references = referencesOf(file, parsed, path);
  for (const { name, paths, node } of references) {
    if (paths.length === 0) {
      reader.refuse(node, `"${name}" leads out of the folder.`, 'Copy the file into the folder.');
    } else if (isMissing(paths)) {
      reader.refuse(node, `There is no file ${paths[0]}.`, 'Correct the path or create the file.');
    }
  }
  noteTwins(file, parsed);
  noteTwoModels(file, parsed);
  noteUnanswerable(file, parsed);
  return { file, problems, references };
}

/** Reads a `*.grader.json`. It never throws. */
export function parseGraderFile(text: string): { grader?: Grader; problems: ProjectProblem[] } {
  const { value, problems } = parseTyped(text, graderType);
  return { ...(value && { grader: value }), problems };
}

function referencesOf(file: CompareFile, { root }: ParsedTyped<CompareFile>, path: string): ComparedFile[] {
  const references: ComparedFile[] = [];
  const add = (what: ComparedFile['what'], name: string | undefined, ...place: (string | number)[]) => {
    const node = root && findNodeAtLocation(root, place);
    if (name !== undefined && node) references.push({ name, paths: candidatePaths(name, path), what, node });
  };
  file.variants.forEach(({ template, tune, trainingFile }, index) => {
    add('template', template, 'variants', index, 'template');
    add('tune', tune, 'variants', index, 'tune');
    add('trainingFile', trainingFile, 'variants', index, 'trainingFile');
  });
  file.cases.forEach((source, index) => {
    if ('dataset' in source) add('dataset', source.dataset, 'cases', index, 'dataset');
    else if ('inputs' in source) add('inputs', source.inputs, 'cases', index, 'inputs');
  });
  file.graders?.forEach((grader, index) => {
    if (typeof grader === 'string') add('grader', grader, 'graders', index);
  });
  return references;
}

function noteTwins(file: CompareFile, { root, reader }: ParsedTyped<CompareFile>): void {
  const seen = new Set<string>();
  file.variants.forEach(({ name }, index) => {
    const node = root && findNodeAtLocation(root, ['variants', index, 'name']);
    if (seen.has(name) && node) {
      reader.refuse(node, `Two variants are called "${name}".`, 'Give each a name of its own.');
    }
    seen.add(name);
  });
}

/** A tune says the connection and the model by itself. */
function noteTwoModels(file: CompareFile, { root, reader }: ParsedTyped<CompareFile>): void {
  file.variants.forEach(({ name, tune, ...variant }, index) => {
    for (const key of ['connection', 'model'] as const) {
      if (tune === undefined || variant[key] === undefined) continue;
      const node = root && findNodeAtLocation(root, ['variants', index, key]);
      const message = `The ${key} of "${name}" is that of its tune already.`;
      if (node) reader.refuse(node, message, `Delete the ${key}, or the tune.`);
    }
  });
}

/** A case without a conversation can only be asked through a template. */
function noteUnanswerable(file: CompareFile, { root, reader }: ParsedTyped<CompareFile>): void {
  const bare = file.variants.find(({ template }) => template === undefined);
  if (!bare) return;
  file.cases.forEach((source, index) => {
    const needsTemplate = !('dataset' in source) && !('messages' in source);
    const node = root && findNodeAtLocation(root, ['cases', index]);
    if (!needsTemplate || !node) return;
    const message = `The variant "${bare.name}" has no template, and this has no messages to send.`;
    reader.refuse(node, message, 'Give the variant a template, or the case its messages.');
  });
}
