import { findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { FileEdit } from './navigation.ts';
import type { PromptFile } from './promptFile.ts';

/** A message that is to become part of a template. */
export interface NewMessage {
  role: string;
  content: string;
}

/**
 * The edits that put messages into a prompt file: before its last message when that is a question to be filled in, else
 * at the end. What looks like a tag in them is written so that it stays text. Undefined for files other than JSON.
 */
export function appendMessages(
  { kind, text, syntaxProblems, messages }: PromptFile,
  added: readonly NewMessage[],
): FileEdit[] | undefined {
  const root = parseTree(text);
  const list = root && findNodeAtLocation(root, ['messages']);
  if (kind !== 'json' || syntaxProblems.length > 0 || list?.type !== 'array') return undefined;
  const at = messages.at(-1)?.role === 'user' ? messages.length - 1 : messages.length;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const unit = indent.startsWith('\t') ? '\t' : indent;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = list.children?.[at];
  const written = added.map(message => JSON.stringify(asWritten(message)));
  if (before) {
    // On lines of their own, with the indentation of the message that they stand before.
    const lineStart = text.lastIndexOf('\n', before.offset) + 1;
    const lead = text.slice(lineStart, before.offset);
    const glue = /^[ \t]*$/.test(lead) ? `,${eol}${lead}` : ', ';
    return [{ start: before.offset, end: before.offset, newText: written.map(one => one + glue).join('') }];
  }
  const formattingOptions = {
    insertSpaces: unit !== '\t',
    tabSize: unit === '\t' ? 1 : unit.length,
    eol,
  };
  const last = list.children?.at(-1);
  if (last) {
    const lineStart = text.lastIndexOf('\n', last.offset) + 1;
    const lead = text.slice(lineStart, last.offset);
    const glue = /^[ \t]*$/.test(lead) ? `,${eol}${lead}` : ', ';
    const end = last.offset + last.length;
    return [{ start: end, end, newText: written.map(one => glue + one).join('') }];
  }
  const value = added.map(asWritten);
  return modify(text, ['messages'], value, { formattingOptions }).map(({ offset, length, content }) => ({
    start: offset,
    end: offset + length,
    newText: content,
  }));
}

function asWritten({ role, content }: NewMessage): NewMessage {
  return { role, content: /\{[{%#]/.test(content) ? asText(content) : content };
}

/** A text that means itself when it is rendered. */
function asText(content: string): string {
  if (!content.includes('endraw')) return `{% raw %}${content}{% endraw %}`;
  return content.replace(/\{(?=[{%#])/g, "{{ '{' }}");
}
