import type { Node } from 'jsonc-parser';
import { FORMAT_IDS, METHODS } from '../formats/format.ts';
import { RULES, ruleOf } from '../lint/registry.ts';
import { TARGET_IDS } from '../targets/registry.ts';
import type { TargetData } from '../targets/target.ts';
import { suggest } from '../util/suggest.ts';
import { globFault } from './globs.ts';
import type { DatasetEntry, Project, SuppressionEntry } from './project.ts';
import { plainPath } from './settingsFor.ts';
import { readRules } from './readRules.ts';
import { type ProjectProblem, TreeReader } from './treeReader.ts';

/** The keys of a project file and of an entry of its `datasets`. */
export const PROJECT_KEYS = [
  '$schema',
  'target',
  'targets',
  'targetFiles',
  'datasets',
  'rules',
  'suppressions',
] as const;
export const DATASET_KEYS = [
  'files',
  'target',
  'targets',
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

/**
 * Reads the text of a project file: JSON with comments and trailing commas. It never throws. `customTargets` are those
 * that its `targetFiles` hold, which somebody else reads.
 */
export function parseProjectFile(text: string, customTargets: readonly TargetData[] = []): ParsedProject {
  const reader = new TreeReader(text);
  const root = reader.root();
  const project: Project = { datasets: [], rules: {} };
  if (customTargets.length > 0) project.customTargets = customTargets;
  const ids = [...TARGET_IDS, ...customTargets.map(({ id }) => id)];
  if (root) readProject(reader, root, project, ids);
  return { project, problems: reader.problems, broken: reader.broken };
}

function readProject(reader: TreeReader, root: Node, project: Project, ids: readonly string[]): void {
  for (const { name, value } of reader.members(root, 'A project file', PROJECT_KEYS)) {
    if (name === 'target') {
      const target = reader.choice(value, 'Target', ids);
      if (target) project.target = target;
    } else if (name === 'targets') {
      const targets = readTargets(reader, value, ids);
      if (targets.length > 0) project.targets = targets;
    } else if (name === 'targetFiles') {
      project.targetFiles = reader
        .items(value, '"targetFiles"')
        .flatMap(item => reader.string(item, 'A target file') ?? []);
    } else if (name === 'suppressions') project.suppressions = readSuppressions(reader, value);
    else if (name === 'rules') project.rules = readRules(reader, value);
    else if (name === 'datasets') {
      for (const item of reader.items(value, '"datasets"')) {
        const entry = readDataset(reader, item, ids);
        if (entry) project.datasets.push(entry);
      }
    }
  }
}

function readDataset(reader: TreeReader, node: Node, ids: readonly string[]): DatasetEntry | undefined {
  const problemsBefore = reader.problems.length;
  const entry: DatasetEntry = { files: [], rules: {} };
  for (const { name, value } of reader.members(node, 'An entry of "datasets"', DATASET_KEYS)) {
    if (name === 'files') entry.files = readGlobs(reader, value);
    else if (name === 'target') assign(entry, 'target', reader.choice(value, 'Target', ids));
    else if (name === 'targets') {
      const targets = readTargets(reader, value, ids);
      if (targets.length > 0) entry.targets = targets;
    } else if (name === 'format') assign(entry, 'format', reader.choice(value, 'Format', FORMAT_IDS));
    else if (name === 'method') assign(entry, 'method', reader.choice(value, 'Method', METHODS));
    else if (name === 'validation') assign(entry, 'validation', reader.string(value, '"validation"'));
    else if (name === 'template') assign(entry, 'template', reader.string(value, '"template"'));
    else entry.rules = readRules(reader, value);
  }
  if (entry.files.length > 0) return entry;
  if (reader.problems.length > problemsBefore) return undefined;
  return reader.refuse(node, 'This entry does not say for which files it is.', 'Add "files": a glob.');
}

function readTargets(reader: TreeReader, node: Node, ids: readonly string[]): string[] {
  return [
    ...new Set(reader.items(node, '"targets"').flatMap(item => reader.choice(item, 'Target', ids) ?? [])),
  ];
}

function readSuppressions(reader: TreeReader, node: Node): SuppressionEntry[] {
  return reader.items(node, '"suppressions"').flatMap(item => {
    const known = ['rule', 'file', 'example', 'reason'] as const;
    const entry: Partial<Record<(typeof known)[number], string>> = {};
    for (const { name, value } of reader.members(item, 'A suppression', known)) {
      const text = reader.string(value, `"${name}"`);
      if (text !== undefined) entry[name as (typeof known)[number]] = text;
    }
    const { rule, file, example, reason } = entry;
    if (rule === undefined || file === undefined) {
      reader.refuse(item, 'A suppression names a rule and a file.', 'Add "rule" and "file".');
      return [];
    }
    if (!ruleOf(rule)) {
      reader.refuse(
        item,
        `There is no rule "${rule}".`,
        suggest(
          rule,
          RULES.map(({ id }) => id),
        ),
      );
      return [];
    }
    if (reason === undefined || reason.trim() === '') {
      reader.refuse(item, 'This suppression has no reason, so it is not followed.', 'Add "reason".');
      return [];
    }
    return [{ rule, file: plainPath(file), reason, ...(example === undefined ? {} : { example }) }];
  });
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
