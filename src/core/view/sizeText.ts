/** A size in bytes as people say it: `640 B`, `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  // 999.6 kB would be written as 1000 kB.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 10 ? 0 : 1;
  return `${size.toLocaleString('en', { maximumFractionDigits: digits })} ${units[unit]}`;
}
