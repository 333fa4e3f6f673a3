import type { Node } from 'jsonc-parser';
import { FORMAT_IDS, METHODS } from '../formats/format.ts';
import { TARGET_IDS } from '../targets/registry.ts';
import { globFault } from './globs.ts';
import type { DatasetEntry, Project } from './project.ts';
import { readRules } from './readRules.ts';
import { type ProjectProblem, TreeReader } from './treeReader.ts';

/** The keys of a project file and of an entry of its `datasets`. */
export const PROJECT_KEYS = ['$schema', 'target', 'datasets', 'rules'] as const;
export const DATASET_KEYS = [
  'files',
  'target',
  'format',
  'method',
  'validation',
  'template',
  'rules',
] as const;

export interface ParsedProject {
  project: Project;
  /** What is not followed, in no particular order. */
  problems: ProjectProblem[];
  /** True when the text is not even JSON with comments, so that settings may be lost. */
  broken: boolean;
}

/** Reads the text of a project file: JSON with comments and trailing commas. It never throws. */
export function parseProjectFile(text: string): ParsedProject {
  const reader = new TreeReader(text);
  const root = reader.root();
  const project: Project = { datasets: [], rules: {} };
  if (root) readProject(reader, root, project);
  return { project, problems: reader.problems, broken: reader.broken };
}

function readProject(reader: TreeReader, root: Node, project: Project): void {
  for (const { name, value } of reader.members(root, 'A project file', PROJECT_KEYS)) {
    if (name === 'target') {
      const target = reader.choice(value, 'Target', TARGET_IDS);
      if (target) project.target = target;
    } else if (name === 'rules') project.rules = readRules(reader, value);
    else if (name === 'datasets') {
      for (const item of reader.items(value, '"datasets"')) {
        const entry = readDataset(reader, item);
        if (entry) project.datasets.push(entry);
      }
    }
  }
}

function readDataset(reader: TreeReader, node: Node): DatasetEntry | undefined {
  const problemsBefore = reader.problems.length;
  const entry: DatasetEntry = { files: [], rules: {} };
  for (const { name, value } of reader.members(node, 'An entry of "datasets"', DATASET_KEYS)) {
    if (name === 'files') entry.files = readGlobs(reader, value);
    else if (name === 'target') assign(entry, 'target', reader.choice(value, 'Target', TARGET_IDS));
    else if (name === 'format') assign(entry, 'format', reader.choice(value, 'Format', FORMAT_IDS));
    else if (name === 'method') assign(entry, 'method', reader.choice(value, 'Method', METHODS));
    else if (name === 'validation') assign(entry, 'validation', reader.string(value, '"validation"'));
    else if (name === 'template') assign(entry, 'template', reader.string(value, '"template"'));
    else entry.rules = readRules(reader, value);
  }
  if (entry.files.length > 0) return entry;
  if (reader.problems.length > problemsBefore) return undefined;
  return reader.refuse(node, 'This entry does not say for which files it is.', 'Add "files": a glob.');
}

function readGlobs(reader: TreeReader, node: Node): string[] {
  const nodes = node.type === 'array' ? reader.items(node, '"files"') : [node];
  return nodes.flatMap(one => {
    const glob = reader.string(one, '"files"');
    if (glob === undefined) return [];
    const fault = globFault(glob);
    if (fault === undefined) return [glob];
    reader.refuse(one, fault, 'Write a glob relative to this file, such as "data/**/*.jsonl".');
    return [];
  });
}

function assign<K extends keyof DatasetEntry>(
  entry: DatasetEntry,
  key: K,
  value: DatasetEntry[K] | undefined,
): void {
  if (value !== undefined) entry[key] = value;
}
