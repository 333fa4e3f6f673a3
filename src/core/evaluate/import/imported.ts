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

/** A name that is not taken yet and fits a heading: with a number when it is. */
export function named(name: string, taken: readonly unknown[]): string {
  const short = name.slice(0, 70) || 'unnamed';
  for (let number = 1; ; number++) {
    const own = number === 1 ? short : `${short} ${number}`;
    if (!taken.includes(own)) return own;
  }
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
