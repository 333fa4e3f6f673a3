import { escapeControl, parseWithPositions, type SyntaxProblem } from './parse.ts';

/**
 * The first value of a text whose faults have an obvious meaning, as it was plainly meant: a comma too many is left
 * out, a raw control character is escaped. Undefined when the text cannot be read.
 */
export function mendedValue(text: string): unknown {
  const { roots, problems } = parseWithPositions(text);
  const [root] = roots;
  if (!root || problems.some(problem => problem.kind === 'syntax')) return undefined;
  let mended = '';
  let at = root.start;
  for (const problem of [...problems].sort((a, b) => a.start - b.start)) {
    const replacement = replacementOf(text, problem);
    if (replacement === undefined || problem.start < at || problem.end > root.end) continue;
    mended += text.slice(at, problem.start) + replacement;
    at = problem.end;
  }
  return JSON.parse(mended + text.slice(at, root.end));
}

/** What stands for a fault in sound JSON; undefined for what a parser takes as it is. */
function replacementOf(text: string, { kind, start, end }: SyntaxProblem): string | undefined {
  if (kind === 'stray-comma' || kind === 'byte-order-mark') return '';
  if (kind === 'raw-control-character') return escapeControl(text.slice(start, end));
  return kind === 'non-finite-number' ? 'null' : undefined;
}
