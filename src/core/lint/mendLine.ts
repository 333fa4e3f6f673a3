import type { TextEdit } from '../text/edit.ts';
import { comparePositions, compareRanges } from '../text/range.ts';
import type { Finding, Fix } from './finding.ts';

/** Decides whether a fix is to be applied. Of the fixes of one finding the first that is chosen counts. */
export type ChooseFix = (finding: Finding, fix: Fix) => boolean;

/** How often a text is looked at again after it was mended, because one fix may uncover the next. */
export const MAX_PASSES = 10;

/** The chosen fix of a finding; undefined when none is. */
export function chosenFix(finding: Finding, choose: ChooseFix): Fix | undefined {
  return finding.fixes.find(fix => choose(finding, fix));
}

/** What became of one line. */
export interface MendedLine {
  /** None when the line was deleted, several when it was cut. */
  lines: string[];
  /** How many of the fixes were applied. */
  applied: number;
}

/**
 * Applies fixes of one line, each whole or not at all. Of two that change the same text the later is left out: it is
 * found again in the next pass, if it is still needed.
 */
export function mendLine(line: number, text: string, fixes: readonly Fix[]): MendedLine {
  const accepted: TextEdit[] = [];
  const known = new Set<string>();
  let applied = 0;
  for (const { edits } of fixes) {
    if (edits.some(edit => edit.range.end.line > line)) {
      if (accepted.length === 0) return { lines: [], applied: 1 };
      continue;
    }
    const key = JSON.stringify(edits);
    if (!known.has(key)) {
      if (!edits.every(edit => fits(edit, accepted))) continue;
      known.add(key);
      accepted.push(...edits);
    }
    applied += 1;
  }
  return { lines: applyToLine(text, accepted), applied };
}

/** True when an edit shares neither text nor place with the others. */
function fits({ range }: TextEdit, others: readonly TextEdit[]): boolean {
  return others.every(
    ({ range: other }) =>
      compareRanges(range, other) !== 0 &&
      (comparePositions(range.end, other.start) <= 0 || comparePositions(other.end, range.start) <= 0),
  );
}

function applyToLine(text: string, edits: readonly TextEdit[]): string[] {
  let out = '';
  let at = 0;
  for (const { range, newText } of [...edits].sort((a, b) => compareRanges(a.range, b.range))) {
    out += text.slice(at, range.start.character) + newText;
    at = range.end.character;
  }
  return (out + text.slice(at)).split('\n');
}
