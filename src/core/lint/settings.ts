import type { FormatId, Method } from '../formats/format.ts';
import { defaultTarget, resolveTargets } from '../targets/registry.ts';
import type { Target, TargetData } from '../targets/target.ts';
import type { PromptPattern } from '../template/pattern/promptPattern.ts';
import type { Severity } from './finding.ts';
import type { Rule, RuleLevel, SeverityByTarget } from './rule.ts';
import type { Suppression } from './suppressions.ts';

/** What a user may say of one rule. */
export interface RuleSetting {
  /** Absent: the rule's own severity for the target. */
  severity?: RuleLevel;
  options?: Readonly<Record<string, number | boolean | string>>;
}

/** Everything that decides how one file is judged. Plain data: it crosses threads. */
export interface LintSettings {
  /** Id of the target. */
  target: string;
  /** Ids of all targets, the first of which is `target`, where the file is meant for several. */
  targets?: readonly string[] | undefined;
  /** Targets that do not come with the program. */
  customTargets?: readonly TargetData[];
  /** Pinned format; absent when it is to be recognised. */
  format?: FormatId;
  /** Pinned training method; absent when any will do. */
  method?: Method;
  /** `validation` for a file that a training file names as its own: it may be small. Absent: it is trained on. */
  purpose?: 'validation';
  /** Where the other file of the pair is, as an absolute path; absent when there is none. */
  partner?: string;
  rules: Readonly<Record<string, RuleSetting>>;
  /** Findings of this file that are not shown. */
  suppressions?: readonly Suppression[];
  /** What its template makes its prompts look like; absent when the dataset is linked to none. */
  prompt?: PromptPattern;
}

/** The rulebooks of the targets, at least one. An id that nobody knows stands for any consumer. */
export function targetsOf({ target, targets, customTargets }: LintSettings): readonly [Target, ...Target[]] {
  const ids = targets && targets.length > 0 ? targets : [target];
  const [first, ...others] = resolveTargets(ids, customTargets);
  return [first ?? defaultTarget(), ...others];
}

/**
 * The severity at which a report is shown. The user's word wins, then the report's own, then the target's data, then
 * the rule's entry for the target or what it extends.
 */
export function severityFor(
  rule: Rule,
  target: Target,
  settings: LintSettings,
  reported: RuleLevel | undefined,
): RuleLevel {
  return (
    settings.rules[rule.id]?.severity ??
    reported ??
    target.severities[rule.id] ??
    byLineage(rule.severity, target)
  );
}

/** True when nothing this rule could report would be shown, so that it need not run. */
export function isOff(rule: Rule, settings: LintSettings): boolean {
  return settings.rules[rule.id]?.severity === 'off';
}

/** The rule's options with the user's values; a value of the wrong type counts as not set. */
export function optionsFor(rule: Rule, settings: LintSettings): Record<string, number | boolean | string> {
  const given = settings.rules[rule.id]?.options ?? {};
  const entries = Object.entries(rule.options ?? {}).map(([name, option]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, typeof value === option.type && value !== undefined ? value : option.default] as const;
  });
  return Object.fromEntries(entries);
}

export function isShown(level: RuleLevel): level is Severity {
  return level !== 'off';
}

/** The entry of the nearest target in the lineage that has one. */
export function byLineage(severity: SeverityByTarget, target: Target): RuleLevel {
  for (const id of target.lineage) {
    const level = severity[id];
    if (level !== undefined) return level;
  }
  return severity.default;
}
