import type { Finding, Fix } from '../lint/finding.ts';
import { ruleOf } from '../lint/registry.ts';
import type { Remedy } from './plan.ts';

/**
 * The id of the remedy to which a fix of the linter belongs: one for each rule and safety. Undefined when preparing
 * has its own way: the result always ends in `.jsonl`, and copies are looked for after everything else.
 */
export function remedyIdOf({ rule, messageId }: Finding, { safety, rewrite }: Fix): string | undefined {
  if (rewrite === 'rename-to-jsonl') return undefined;
  if (rule === 'dataset/duplicate-example' && messageId === 'repeated') return undefined;
  return safety === 'safe' ? rule : `${rule}:unsafe`;
}

/** Gathers the remedies that the linter offers for a file. */
export class LintRemedies {
  readonly #byId = new Map<string, { rule: string; fix: Fix; alike: boolean; count: number }>();

  add(finding: Finding): void {
    const seen = new Set<string>();
    for (const fix of finding.fixes) {
      const id = remedyIdOf(finding, fix);
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      const known = this.#byId.get(id);
      if (known) {
        known.count += 1;
        known.alike &&= known.fix.title === fix.title;
      } else this.#byId.set(id, { rule: finding.rule, fix, alike: true, count: 1 });
    }
  }

  /** Joins what two looks at one file found, of which the second saw again what the first left. */
  join(other: LintRemedies): void {
    for (const [id, remedy] of other.#byId) {
      const known = this.#byId.get(id);
      if (!known) this.#byId.set(id, remedy);
      else known.count = Math.max(known.count, remedy.count);
    }
  }

  /** Safe ones first. */
  list(): Remedy[] {
    const remedies = [...this.#byId].map(([id, { rule, fix, alike, count }]): Remedy => {
      const safe = fix.safety === 'safe';
      return {
        id,
        title: alike ? fix.title : `${fix.title}, and the like`,
        explanation: [
          ruleOf(rule)?.why ?? rule,
          ...(safe ? [] : ['This changes what is learnt: look at the places first.']),
        ].join(' '),
        count,
        safety: fix.safety,
        preselected: safe,
      };
    });
    return remedies.sort((a, b) => Number(b.preselected) - Number(a.preselected));
  }
}
