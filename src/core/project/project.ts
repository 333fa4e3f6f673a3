import type { FormatId, Method } from '../formats/format.ts';
import type { RuleSetting } from '../lint/settings.ts';

/** Name of the project file. It counts for the datasets beside it and below. */
export const PROJECT_FILE = 'tunewright.jsonc';

/** What a project file says, without what is wrong in it. */
export interface Project {
  /** Id of the target of all datasets; absent when the settings decide. */
  target?: string;
  /** In the order of the file: what a later entry says of a dataset wins. */
  datasets: DatasetEntry[];
  rules: Readonly<Record<string, RuleSetting>>;
}

/** What holds for the datasets that some globs match. Whatever is absent is left to earlier entries. */
export interface DatasetEntry {
  /** Globs, relative to the project file's folder. One that begins with `!` excludes. */
  files: string[];
  target?: string;
  format?: FormatId;
  method?: Method;
  /** The validation file that belongs to these training files, relative to the project file's folder. */
  validation?: string;
  /** The chat template that the examples were made with, relative to the project file's folder. */
  template?: string;
  rules: Readonly<Record<string, RuleSetting>>;
}
