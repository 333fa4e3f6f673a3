import { isObject, own } from '../jsonl/shape.ts';

/**
 * What an example is called where there is room for one line: what the user asked, else the first text that it has.
 * `hide` is given the text before it is cut, since a part of a secret is not known for one.
 */
export function exampleTitle(value: unknown, limit = 80, hide?: (text: string) => string): string {
  const text = isObject(value) ? (questionOf(value) ?? firstText(value, 0)) : undefined;
  const whole = text ?? shortJson(value);
  return oneLine(hide ? hide(whole.trimStart().slice(0, MOST_HIDDEN)) : whole, limit);
}

/** Units in which something is looked for to hide: far more than a title has. */
const MOST_HIDDEN = 4000;

/** The beginning of a text where there is room for one line. `limit` counts characters. */
export function oneLine(text: string, limit: number): string {
  // White space in front may be long; what follows a line is not needed.
  const begin = text.trimStart().slice(0, limit * 4);
  const line = begin.replace(UNSHOWN, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line.slice(0, limit * 2)];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : line;
}

/** Control characters and what turns the direction of text around: a title stays a title. */
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Keys that hold a list of messages, and those that hold the question itself, in the order of preference. */
const LISTS = ['messages', 'conversations', 'contents', 'interactions', 'prompt'];
const TEXTS = ['instruction', 'prompt', 'question', 'input', 'query', 'text', 'title'];

function questionOf(value: Record<string, unknown>): string | undefined {
  const inside = own(value, 'input') ?? own(value, 'body');
  for (const holder of isObject(inside) ? [value, inside] : [value]) {
    for (const key of LISTS) {
      const list = own(holder, key);
      if (Array.isArray(list)) {
        const text = firstOfUser(list);
        if (text !== undefined) return text;
      }
    }
  }
  for (const key of TEXTS) {
    const text = own(value, key);
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return undefined;
}

function firstOfUser(messages: readonly unknown[]): string | undefined {
  const texts = messages.flatMap(message => {
    if (!isObject(message)) return [];
    const role = own(message, 'role') ?? own(message, 'from');
    const text = contentText(own(message, 'content') ?? own(message, 'value') ?? own(message, 'parts'));
    const isUser = typeof role === 'string' && /^(user|human)$/i.test(role.trim());
    return text === undefined ? [] : [{ isUser, text }];
  });
  return (texts.find(({ isUser }) => isUser) ?? texts[0])?.text;
}

/** The text of a message's content, whatever its format writes it as. */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content.trim() === '' ? undefined : content;
  if (!Array.isArray(content)) return undefined;
  for (const part of content) {
    const text = isObject(part) ? own(part, 'text') : part;
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return undefined;
}

function firstText(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || depth > 5) return undefined;
  for (const item of Object.values(value)) {
    const text = firstText(item, depth + 1);
    if (text !== undefined) return text;
  }
  return undefined;
}

function shortJson(value: unknown): string {
  if (value === undefined) return '';
  try {
    return JSON.stringify(value).slice(0, 500);
  } catch {
    return '…';
  }
}
