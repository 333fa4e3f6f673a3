import { createHash } from 'node:crypto';
import { canonicalText } from '../../core/jsonl/canonical.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { ruleOf } from '../../core/lint/registry.ts';

/**
 * Identities of the findings of one file that survive when lines are moved, added or removed elsewhere: they come from
 * the rule and the content of the example. Equal ones, as those of repeated lines, are numbered.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();
  /** The line that was hashed last: findings of one line come one after the other. */
  #last: { line: string; hash: string } | undefined;

  of(finding: Finding, line: string | undefined): string {
    const aboutFile =
      ABOUT_FILE.has(finding.rule) ||
      (ruleOf(finding.rule)?.kind === 'dataset' && finding.range.start.line === 0);
    const content = aboutFile || line === undefined ? '' : this.#hash(line);
    const base = hashOf(`${finding.rule}\n${finding.messageId}\n${content}`);
    const count = (this.#seen.get(base) ?? 0) + 1;
    this.#seen.set(base, count);
    return `${base}:${count}`;
  }

  #hash(line: string): string {
    if (this.#last?.line !== line) this.#last = { line, hash: hashOf(canonicalText(line)) };
    return this.#last.hash;
  }
}

/** Rules that speak of the file as a whole, wherever their finding is shown: the example there is another tomorrow. */
const ABOUT_FILE = new Set([
  'dataset/too-many-examples',
  'cross-file/validation-size',
  'cross-file/validation-required',
  'cross-file/format-mismatch',
]);

/** Services keep fingerprints for years, so this is a published hash and none of our own. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
