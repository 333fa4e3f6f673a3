import type { LintSettings, RuleSetting } from '../lint/settings.ts';
import { matchesGlobs } from './globs.ts';
import type { Project } from './project.ts';

/** How one dataset is judged, and the validation file that belongs to it. */
export interface DatasetSettings extends LintSettings {
  /** Relative to the project file's folder, as it stands there; absent when none is named. */
  validation?: string;
  /** For a validation file the training file that names it, where that is one file. */
  training?: string;
  /** The chat template that the examples were made with, as it stands there; absent when none is named. */
  template?: string;
}

/**
 * The settings of one dataset: `fallback`, over it what the project says of all datasets, over it the entries that
 * match, the later the stronger. A validation file is judged like the training file that names it. `relativePath` starts at the project file's folder and has forward slashes.
 */
export function settingsFor(project: Project, relativePath: string, fallback: LintSettings): DatasetSettings {
  const settings: DatasetSettings = { ...fallback, rules: mergeRules(fallback.rules, project.rules) };
  assignTargets(settings, project);
  if (project.customTargets) settings.customTargets = project.customTargets;
  const suppressions = (project.suppressions ?? []).filter(({ file }) => file === relativePath);
  if (suppressions.length > 0) {
    settings.suppressions = suppressions.map(({ file: _, ...suppression }) => suppression);
  }
  for (const { files, rules, validation, template, target, targets, ...said } of project.datasets) {
    const isValidation = validation !== undefined && plainPath(validation) === relativePath;
    if (!isValidation && !matchesGlobs(files, relativePath)) continue;
    Object.assign(settings, said);
    assignTargets(settings, { target, targets });
    if (isValidation) {
      settings.purpose = 'validation';
      // Of a glob for several files nobody can tell which of them it validates.
      const [only, ...others] = files.map(plainPath);
      if (only !== undefined && others.length === 0 && !/[*?[\]{}!]/.test(only)) settings.training = only;
    } else if (validation !== undefined) settings.validation = validation;
    if (template !== undefined) settings.template = template;
    settings.rules = mergeRules(settings.rules, rules);
  }
  return settings;
}

/** A path as people write it, without `./` and with forward slashes. */
export function plainPath(written: string): string {
  return written.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

/** Who names one target means that one; who names several means all of them. */
function assignTargets(
  settings: LintSettings,
  { target, targets }: { target?: string | undefined; targets?: readonly string[] | undefined },
): void {
  const [first] = targets ?? [];
  if (targets && first !== undefined) {
    settings.target = first;
    settings.targets = targets;
  } else if (target !== undefined) {
    settings.target = target;
    delete settings.targets;
  }
}

type Rules = Readonly<Record<string, RuleSetting>>;

/** Severity and options are merged one by one, so that an entry may change one and leave the other. */
export function mergeRules(weaker: Rules, stronger: Rules): Rules {
  const merged: Record<string, RuleSetting> = { ...weaker };
  for (const [id, setting] of Object.entries(stronger)) {
    const before = weaker[id];
    merged[id] = { ...before, ...setting };
    if (before?.options && setting.options) merged[id].options = { ...before.options, ...setting.options };
  }
  return merged;
}
