import type { RenderedPrompt } from '../../core/template/promptFile/renderPrompt.ts';
import { object } from '../../core/provider/lenient.ts';
import { terminalText } from '../terminal/terminalText.ts';
import type { Io } from '../io.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';

/** The messages for people: the role, then what is said, as it is. What is no text is shown as JSON. */
export function messagesText({ request }: Pick<RenderedPrompt, 'request'>, io: Io): string {
  const style = styleFor(wantsColour(io.stdout, io.env));
  const messages = Array.isArray(request.messages) ? request.messages : [];
  return messages
    .map(message => {
      const { role, content, ...others } = object(message) ?? {};
      const parts = Array.isArray(content) ? content.map(partText) : [partText(content)];
      const more = Object.keys(others).length > 0 ? [JSON.stringify(others)] : [];
      const text = [...parts, ...more].filter(part => part !== undefined).join('\n');
      return `${style.bold(`${shown(String(role ?? ''), io)}:`)}\n${shown(text, io)}\n`;
    })
    .join('\n');
}

function shown(text: string, io: Io): string {
  return io.stdout.isTTY ? terminalText(text) : text;
}

function partText(part: unknown): string | undefined {
  if (part === undefined || part === null) return undefined;
  if (typeof part === 'string') return part;
  const { type, text } = object(part) ?? {};
  return type === 'text' && typeof text === 'string' ? text : JSON.stringify(part);
}
