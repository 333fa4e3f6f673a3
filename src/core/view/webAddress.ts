/**
 * The address of a page on the web as it would be opened, or undefined when it is anything else: a command of VS Code, a
 * script, a file, an address with a name and password in front, which only hides where it leads.
 */
export function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || text.length > LONGEST) return undefined;
  try {
    const { href, username, password } = new URL(text);
    return username === '' && password === '' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** In UTF-16 units. Longer ones carry data away rather than lead somewhere. */
const LONGEST = 2000;
