import { lineDeletion, lineDifference, type TextEdit } from '../text/edit.ts';
import type { DocumentLinter, LineSplice } from './documentLinter.ts';
import type { FileRewrite, Fix } from './finding.ts';
import { type ChooseFix, chosenFix, MAX_PASSES, mendLine } from './mendLine.ts';

/** What is to be done to a document. The edits come first, and against the text as it is; then the rewrites. */
export interface FixPlan {
  /** In the order of the text, none touching another's text. Lines are told apart by \n in their new text. */
  edits: TextEdit[];
  rewrites: FileRewrite[];
  /** How many fixes are in it. */
  applied: number;
}

/**
 * Works out what a document becomes when every chosen fix is applied, and again what that uncovers. The document
 * itself is left as it is.
 */
export function planFixes(linter: DocumentLinter, choose: ChooseFix): FixPlan {
  const draft = linter.copy();
  const rewrites = new Set<FileRewrite>();
  /** For each line of the draft the line of the document that it came from. */
  let origins = Array.from({ length: linter.lineCount }, (_, line) => line);
  let applied = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const fixes = fixesByLine(draft, choose, rewrites);
    const splices: LineSplice[] = [];
    for (const [line, ofLine] of [...fixes].sort(([a], [b]) => a - b)) {
      const text = draft.line(line);
      const mended = mendLine(line, text, ofLine);
      if (mended.lines.length === 1 && mended.lines[0] === text) continue;
      applied += mended.applied;
      const isLast = line === draft.lineCount - 1;
      // The last line has no line break of its own that could go with it.
      const lines = mended.lines.length === 0 && isLast ? [''] : mended.lines;
      splices.push({ from: line, remove: 1, insert: lines.map(one => ({ text: one })) });
    }
    if (splices.length === 0) break;
    origins = movedOrigins(origins, splices);
    draft.spliceAll(splices);
  }
  return {
    edits: differences(linter, draft, origins),
    rewrites: [...rewrites],
    applied: applied + rewrites.size,
  };
}

function fixesByLine(
  draft: DocumentLinter,
  choose: ChooseFix,
  rewrites: Set<FileRewrite>,
): Map<number, Fix[]> {
  const byLine = new Map<number, Fix[]>();
  for (const finding of draft.report().findings) {
    const fix = chosenFix(finding, choose);
    if (fix?.rewrite) rewrites.add(fix.rewrite);
    const line = fix?.edits[0]?.range.start.line;
    if (!fix || line === undefined) continue;
    const ofLine = byLine.get(line);
    if (ofLine) ofLine.push(fix);
    else byLine.set(line, [fix]);
  }
  return byLine;
}

function movedOrigins(origins: readonly number[], splices: readonly LineSplice[]): number[] {
  const moved: number[] = [];
  let at = 0;
  for (const { from, insert } of splices) {
    for (; at < from; at++) moved.push(origins[at] ?? 0);
    for (let i = 0; i < insert.length; i++) moved.push(origins[from] ?? 0);
    at = from + 1;
  }
  for (; at < origins.length; at++) moved.push(origins[at] ?? 0);
  return moved;
}

/** The smallest edit of each line that turns the document into the draft. */
function differences(linter: DocumentLinter, draft: DocumentLinter, origins: readonly number[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (let line = 0; line < linter.lineCount; line++) {
    const lines: string[] = [];
    for (; origins[at] === line; at++) lines.push(draft.line(at));
    const edit =
      lines.length === 0 ? lineDeletion(line) : lineDifference(line, linter.line(line), lines.join('\n'));
    if (edit) edits.push(edit);
  }
  return edits;
}
