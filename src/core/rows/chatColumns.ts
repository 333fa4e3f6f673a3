import { isObject, own } from '../jsonl/shape.ts';

/**
 * The values of a record by column: its own keys, those of objects in it as `user.name`, and of a conversation what
 * its system message, its last question and its last answer say, as `system`, `user` and `assistant`.
 */
export function chatColumns(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const add = (name: string, value: unknown) => {
    if (value === undefined || Object.hasOwn(values, name)) return;
    Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
  };
  for (const [key, value] of Object.entries(record)) add(key, value);
  for (const [key, value] of Object.entries(record)) {
    if (!isObject(value)) continue;
    for (const [inner, one] of Object.entries(value)) add(`${key}.${inner}`, one);
  }
  const messages = own(record, 'messages');
  if (!Array.isArray(messages)) return values;
  add('system', lastText(messages, 'system') ?? lastText(messages, 'developer'));
  add('user', lastText(messages, 'user'));
  add('assistant', lastText(messages, 'assistant'));
  return values;
}

function lastText(messages: readonly unknown[], role: string): string | undefined {
  const message = messages.findLast(one => isObject(one) && own(one, 'role') === role);
  const content = isObject(message) ? own(message, 'content') : undefined;
  return typeof content === 'string' ? content : undefined;
}
