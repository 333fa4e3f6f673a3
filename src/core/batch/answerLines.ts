import { majorityFormat } from '../formats/fileFormat.ts';
import { isObject } from '../jsonl/shape.ts';
import type { Finding } from '../lint/finding.ts';
import { LineChecker } from '../lint/lineChecker.ts';
import { voteOfLine } from '../lint/readLine.ts';
import { type LintSettings, targetsOf } from '../lint/settings.ts';

/** A line that an answer gave. */
export interface AnswerLine {
  text: string;
  /** The item that it came from. */
  from: string;
}

/** A line that cannot be trained on as it is. */
export interface RejectedLine extends AnswerLine {
  /** What is wrong with it; its errors first. */
  faults: string[];
}

export interface SortedLines {
  good: AnswerLine[];
  rejected: RejectedLine[];
}

/**
 * The lines of an answer that are meant as examples. Models wrap them into code fences, lists or one JSON array, or
 * spread an object over several lines; each object is one line then. What is no JSON stays a line, to be rejected.
 */
export function linesOfAnswer(answer: string): string[] {
  const text = answer.replace(/^\uFEFF/, '').trim();
  const fenced = [...text.matchAll(/^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm)].map(
    match => match[1]!,
  );
  return (fenced.length > 0 ? fenced : [text.replace(/^[ \t]*```.*$/gm, '')]).flatMap(linesOfBlock);
}

function linesOfBlock(block: string): string[] {
  const value = jsonOf(block);
  if (Array.isArray(value) && value.every(isObject)) return value.map(one => JSON.stringify(one));
  if (isObject(value)) return [block.includes('\n') ? JSON.stringify(value) : block.trim()];
  const lines: string[] = [];
  let open: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    // An object that goes on over lines begins with a brace that its line does not close.
    if (open.length > 0 || /^\s*\{\s*$/.test(line)) {
      open.push(line);
      const whole = jsonOf(open.join('\n'));
      if (isObject(whole)) lines.push(JSON.stringify(whole));
      if (isObject(whole)) open = [];
    } else if (line.trim() !== '') {
      lines.push(line.trim());
    }
  }
  return [...lines, ...open.map(line => line.trim()).filter(line => line !== '')];
}

/**
 * Tells lines that can be trained on from those that cannot: those with errors of the linter. All are judged as lines
 * of one file, whose format the majority decides. A line that was there before, word for word, is rejected too.
 */
export function sortLines(lines: readonly AnswerLine[], settings: LintSettings): SortedLines {
  const votes = lines.flatMap(({ text }) => voteOfLine({ text }, settings.method) ?? []);
  const format = settings.format ?? majorityFormat(votes);
  const checker = new LineChecker(settings, targetsOf(settings), format);
  const sorted: SortedLines = { good: [], rejected: [] };
  const seen = new Map<string, string>();
  for (const line of lines) {
    const faults = faultsOf(line.text, checker, format === 'none');
    const before = seen.get(line.text);
    if (faults.length === 0 && before !== undefined)
      faults.push(`The same line came from ${before} already.`);
    seen.set(line.text, before ?? line.from);
    if (faults.length > 0) sorted.rejected.push({ ...line, faults });
    else sorted.good.push(line);
  }
  return sorted;
}

function faultsOf(text: string, checker: LineChecker, isNoDataset: boolean): string[] {
  const { findings } = checker.check({ text });
  const faults = findings.filter(isError).map(({ message }) => message);
  if (faults.length > 0) return faults;
  if (!isObject(jsonOf(text))) return ['It is no JSON object.'];
  return isNoDataset ? ['It has the shape of no training example.'] : [];
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
