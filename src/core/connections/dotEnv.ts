/** A variable of a `.env` file. */
export interface EnvironmentVariable {
  name: string;
  value: string;
  /** Zero-based line where it stands. */
  line: number;
}

/**
 * Reads a `.env` file: `NAME=value`, `export NAME=value`, values in single, double or no quotes, comments after a `#`
 * that follows a space. In double quotes `\n` and `\"` are escapes. Lines that are nothing of this are skipped.
 */
export function readDotEnv(text: string): EnvironmentVariable[] {
  return text.split(/\r\n|\n|\r/).flatMap((raw, line) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(raw);
    const [, name, rest] = match ?? [];
    return name === undefined || rest === undefined ? [] : [{ name, value: unquote(rest), line }];
  });
}

/** The variables that may hold a key, those whose names say so first. Values are not looked at beyond being there. */
export function keyCandidates(
  variables: readonly EnvironmentVariable[],
  preferred?: string,
): EnvironmentVariable[] {
  const rank = (name: string) => (name === preferred ? 0 : /KEY|TOKEN|SECRET/i.test(name) ? 1 : 2);
  return variables.filter(one => one.value !== '').sort((a, b) => rank(a.name) - rank(b.name));
}

function unquote(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = closingQuote(value, quote);
    const inner = end < 0 ? value.slice(1) : value.slice(1, end);
    return quote === "'" ? inner : inner.replace(/\\(n|r|t|"|\\)/g, (_whole, c: string) => ESCAPES[c] ?? c);
  }
  return value.replace(/\s+#.*$/, '').trim();
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function closingQuote(value: string, quote: string): number {
  for (let i = 1; i < value.length; i++) {
    if (quote === '"' && value[i] === '\\') i += 1;
    else if (value[i] === quote) return i;
  }
  return -1;
}
