import type { Target } from '../targets/target.ts';
import { type Finding, SEVERITY_ORDER } from './finding.ts';

/**
 * Makes one finding of what the same rule said for each of several targets of the same place. It is as bad as for the
 * worst of them, and says for whom it is not. `perTarget` is in the order of the targets.
 */
export function mergeVerdicts(
  perTarget: readonly (readonly Finding[])[],
  targets: readonly Target[],
): Finding[] {
  const merged = new Map<string, (Finding | undefined)[]>();
  perTarget.forEach((findings, index) => {
    const count = new Map<string, number>();
    for (const finding of findings) {
      const place = JSON.stringify([finding.messageId, finding.range]);
      const number = count.get(place) ?? 0;
      count.set(place, number + 1);
      const key = `${number} ${place}`;
      const row = merged.get(key) ?? targets.map(() => undefined);
      row[index] = finding;
      merged.set(key, row);
    }
  });
  return [...merged.values()].map(row => combined(row, targets));
}

function combined(row: readonly (Finding | undefined)[], targets: readonly Target[]): Finding {
  const found = row.filter(one => one !== undefined);
  const worst = found.reduce((a, b) => (SEVERITY_ORDER[b.severity] < SEVERITY_ORDER[a.severity] ? b : a));
  const known = new Set<string>();
  return {
    ...worst,
    // Where all say the same there is nothing to tell apart.
    message: row.every(one => one?.severity === worst.severity)
      ? worst.message
      : `${worst.message} ${targets.map((target, index) => saidBy(target, row[index])).join(', ')}.`,
    verdicts: targets.map((target, index) => ({
      target: target.id,
      severity: row[index]?.severity ?? 'off',
    })),
    fixes: [...worst.fixes, ...found.flatMap(({ fixes }) => fixes)].filter(fix => {
      const key = JSON.stringify(fix);
      return !known.has(key) && known.add(key);
    }),
  };
}

function saidBy({ title }: Target, finding: Finding | undefined): string {
  return `${title}: ${finding ? WORDS[finding.severity] : 'fine'}`;
}

const WORDS = { error: 'refused', warning: 'warning', info: 'note' } as const;
