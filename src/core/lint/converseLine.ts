/** Lines in Bedrock's Converse format for the examples of rules. */
export function converseLine(
  messages: readonly unknown[] = [said('user', { text: 'Hi' }), said('assistant', { text: 'Hello' })],
  others: object = { schemaVersion: 'bedrock-conversation-2024' },
): string {
  return JSON.stringify({ ...others, messages });
}

export function said(role: string, ...content: readonly unknown[]): object {
  return { role, content };
}

export const IMAGE = { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/a.png' } } } };
export const VIDEO = { video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/a.mp4' } } } };

/** A preference line whose answers are these candidates. */
export function candidatesLine(...candidates: readonly unknown[]): string {
  return converseLine([said('user', { text: 'Hi' }), { role: 'assistant', candidates }]);
}

export function candidate(text: string, preferenceLabel: string): object {
  return { content: [{ text }], preferenceLabel };
}
