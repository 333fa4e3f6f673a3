/** Whether a text of YAML would be nested without end: by marks at the beginning of a line, or by brackets. */
export function isYamlTooNested(text: string): boolean {
  let [depth, marks] = [0, 0];
  let isStart = true;
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    if (sign === '\n') [isStart, marks] = [true, 0];
    else if (isStart && (sign === '-' || sign === '?')) marks += 1;
    else if (sign !== ' ' && sign !== '\t') isStart = false;
    // A line may be drawn with marks.
    if (depth > DEEPEST || (marks > DEEPEST && sign === ' ')) return true;
  }
  return false;
}

/** Nobody nests deeper, and the parser needs more memory than there is for every level. */
const DEEPEST = 500;
