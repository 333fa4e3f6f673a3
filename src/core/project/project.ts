import type { FormatId, Method } from '../formats/format.ts';
import type { RuleSetting } from '../lint/settings.ts';
import type { Suppression } from '../lint/suppressions.ts';
import type { TargetData } from '../targets/target.ts';

/** Name of the project file. It counts for the datasets beside it and below. */
export const PROJECT_FILE = 'tunewright.jsonc';

/** What a project file says, without what is wrong in it. */
export interface Project {
  /** Id of the target of all datasets; absent when the settings decide. */
  target?: string;
  /** The same for several at once; the first is `target` too. */
  targets?: readonly string[];
  /** Files of targets that do not come with the program, relative to the project file's folder. */
  targetFiles?: readonly string[];
  /** What was read out of them. */
  customTargets?: readonly TargetData[];
  suppressions?: readonly SuppressionEntry[];
  /** In the order of the file: what a later entry says of a dataset wins. */
  datasets: DatasetEntry[];
  rules: Readonly<Record<string, RuleSetting>>;
}

/** A suppression with the dataset that it is about, relative to the project file's folder. */
export interface SuppressionEntry extends Suppression {
  file: string;
}

/** What holds for the datasets that some globs match. Whatever is absent is left to earlier entries. */
export interface DatasetEntry {
  /** Globs, relative to the project file's folder. One that begins with `!` excludes. */
  files: string[];
  target?: string;
  targets?: readonly string[];
  format?: FormatId;
  method?: Method;
  /** The validation file that belongs to these training files, relative to the project file's folder. */
  validation?: string;
  /** The chat template that the examples were made with, relative to the project file's folder. */
  template?: string;
  rules: Readonly<Record<string, RuleSetting>>;
}
