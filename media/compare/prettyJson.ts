/** JSON with a line for each value; any other text as it is. Numbers may be rewritten, so it is for looking only. */
export function prettyJson(text: string): string {
  const trimmed = text.trim().replace(/^```(?:json)?\n([\s\S]*)\n```$/, '$1');
  try {
    return JSON.stringify(JSON.parse(trimmed), null, 2);
  } catch {
    return text;
  }
}
