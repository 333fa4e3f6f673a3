import { isObject } from '../../jsonl/shape.ts';
import type { ChatMessage } from '../../provider/chat.ts';

/** What the messages of a role say as text, one message a paragraph. */
export function textOfMessages(messages: readonly ChatMessage[], role: string): string {
  return messages
    .filter(message => message.role === role)
    .map(({ content }) => textOfContent(content))
    .join('\n');
}

/** The text of a content, whether it is one or has parts. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .flatMap(part => (isObject(part) && typeof part.text === 'string' ? [part.text] : []))
    .join('');
}
