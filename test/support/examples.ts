/** A message of a conversation, as JSON will write it. */
export type Message = Readonly<Record<string, unknown>>;

export const system: Message = { role: 'system', content: 'Be brief.' };
export const user: Message = { role: 'user', content: 'Hi' };
export const assistant: Message = { role: 'assistant', content: 'Hello' };
export const call: Message = {
  role: 'assistant',
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'time', arguments: '{}' } }],
};
export const result: Message = { role: 'tool', tool_call_id: 'a', content: '9:30' };

/** A line of a chat dataset. */
export function chat(...messages: readonly unknown[]): string {
  return JSON.stringify({ messages });
}

/** A line of a preference dataset. */
export function pair(input: unknown, preferred: unknown, rejected: unknown): string {
  return JSON.stringify({ input, preferred_output: preferred, non_preferred_output: rejected });
}

/** A line of a reinforcement dataset. */
export function prompt(messages: readonly unknown[], reference: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ messages, ...reference });
}
