/** What was made of a file of another tool. */
export interface Imported {
  /** Files to write, by their path in a new folder. */
  files: Record<string, string>;
  /** What could not be taken over, one sentence each. */
  unmapped: string[];
}

/** A file name that is safe anywhere. */
export function fileStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return stem === '' ? 'imported' : stem;
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function jsonLines(values: readonly unknown[]): string {
  return values.map(value => `${JSON.stringify(value)}\n`).join('');
}
