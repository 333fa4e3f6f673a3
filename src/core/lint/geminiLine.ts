/** Lines in Gemini's formats for the examples of rules. */
export function geminiLine(
  contents: readonly unknown[] = [content('user', { text: 'Hi' }), content('model', { text: 'Hello' })],
  others: object = {},
): string {
  return JSON.stringify({ ...others, contents });
}

export function content(role: string, ...parts: readonly unknown[]): object {
  return { role, parts };
}

/** A preference line. `changed` replaces its members. */
export function geminiPair(changed: object = {}): string {
  return JSON.stringify({
    contents: [content('user', { text: 'Hi' })],
    completions: [
      { score: 1, completion: content('model', { text: 'Hello' }) },
      { score: 0, completion: content('model', { text: 'What?' }) },
    ],
    ...changed,
  });
}
