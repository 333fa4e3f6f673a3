import { canonicalText } from '../jsonl/canonical.ts';
import { hash53 } from '../util/hash53.ts';
import type { Finding } from './finding.ts';
import { ruleOf } from './registry.ts';

/** A finding that somebody looked at and does not want to see again, with the reason. Written in the project file. */
export interface Suppression {
  rule: string;
  /** The example by its content, so that it may move; absent for the rule's findings about the file as a whole. */
  example?: string;
  reason: string;
}

/** The name of an example's content in a suppression. It is kept in project files, so it must never change. */
export function exampleHash(line: string): string {
  return hash53(canonicalText(line)).toString(36).padStart(11, '0');
}

/** True for a finding that is about a file and no example in it, and is suppressed without one. */
export function isAboutFile({ rule, range }: Finding): boolean {
  const found = ruleOf(rule);
  return found !== undefined && found.kind !== 'example' && range.start.line === 0;
}

/** Leaves out what is suppressed, and knows what of that was met. One for each report. */
export class Suppressor {
  readonly #suppressions: readonly Suppression[];
  readonly #rules: ReadonlySet<string>;
  readonly #used = new Set<Suppression>();

  constructor(suppressions: readonly Suppression[] = []) {
    this.#suppressions = suppressions;
    this.#rules = new Set(suppressions.map(({ rule }) => rule));
  }

  /** True when a finding is to be shown. `line` gives the text of the line on which it stands. */
  keeps(finding: Finding, line: () => string): boolean {
    if (!this.#rules.has(finding.rule)) return true;
    const hash = exampleHash(line());
    const found = this.#suppressions.find(
      ({ rule, example }) =>
        rule === finding.rule && (example === hash || (example === undefined && isAboutFile(finding))),
    );
    if (found) this.#used.add(found);
    return !found;
  }

  /** Those that nothing was found for. */
  unused(): Suppression[] {
    return this.#suppressions.filter(one => !this.#used.has(one));
  }
}
