/**
 * Tells which lines have a text in one of their strings that are values, in any case of letters. Nearly all lines are
 * told by a look at the raw text; only those that may have it are read.
 */
export function textMatcher(wanted: string): (line: string) => boolean {
  const written = JSON.stringify(wanted).slice(1, -1);
  const raw = new RegExp(escapeRegExp(written), 'i');
  const plain = new RegExp(escapeRegExp(wanted), 'i');
  const hasSlash = wanted.includes('/');
  return line => {
    const mayHave = raw.test(line) || line.includes('\\u') || (hasSlash && line.includes('\\/'));
    if (!mayHave) return false;
    try {
      return hasText(JSON.parse(line), plain);
    } catch {
      return raw.test(line) || plain.test(line);
    }
  };
}

function hasText(root: unknown, wanted: RegExp): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') {
      if (wanted.test(value)) return true;
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) open.push(item);
    } else if (typeof value === 'number' && wanted.test(String(value))) return true;
  }
  return false;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
