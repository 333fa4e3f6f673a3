import { lineRange } from '../text/range.ts';
import type { Finding } from './finding.ts';

/** Fills `{name}` in a rule's text. A name without data stays as it is, so that a mistake is seen. */
export function fillMessage(text: string, data: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

/** Data from a file, made fit to stand in a message: one line, no control characters, at most `limit` characters. */
export function quoted(value: unknown, limit = 40): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const clean = (text ?? 'undefined').replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    ' ',
  );
  const units = [...clean];
  return units.length > limit ? `${units.slice(0, limit - 1).join('')}…` : clean;
}

/** A rule that throws is a fault of ours: it becomes one finding that names the rule, and the others go on. */
export function ruleFailed(rule: string, target: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return {
    rule,
    messageId: 'rule-failed',
    message: `The rule ${rule} failed here: ${reason}`,
    severity: 'warning',
    target,
    range: lineRange(0, 0, 0),
    related: [],
    fixes: [],
  };
}
