/**
 * Where an example stands in a file by now, given its whole line and where it stood: of several copies the nearest. Zero-based;
 * undefined when it is not there.
 */
export function lineOfExample(lines: readonly string[], example: string, near: number): number | undefined {
  let found: number | undefined;
  for (const [number, line] of lines.entries()) {
    if (line !== example) continue;
    if (found === undefined || Math.abs(number - near) < Math.abs(found - near)) found = number;
  }
  return found;
}

/** Whether the copy of an example that stood in a line of one text is missing in another: fewer copies are there. */
export function isTakenOut(before: readonly string[], line: number, now: readonly string[]): boolean {
  const example = before[line];
  const copies = (lines: readonly string[]) => lines.filter(one => one === example).length;
  return example !== undefined && copies(now) < copies(before.slice(0, line + 1));
}
