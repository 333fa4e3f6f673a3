import type { Dialect } from '../renderer.ts';
import type { PromptMessage, TemplateSlot } from './promptFile.ts';
import { SourceMap } from './sourceMap.ts';

const ROLE_LINE =
  /^[ \t]*#?[ \t]*(system|developer|user|assistant|tool|function)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*\r?$/gim;

/**
 * Cuts the body of a `.prompty` file into messages. A message begins with a line that holds a role and a colon;
 * text before the first such line is a system message. White space around a message is not part of it.
 */
export function splitRoles(
  text: string,
  bodyStart: number,
  dialect: Dialect,
): { messages: PromptMessage[]; slots: TemplateSlot[] } {
  const messages: PromptMessage[] = [];
  const slots: TemplateSlot[] = [];
  const add = (role: string, rolePlace: { start: number; end: number }, from: number, to: number) => {
    const whole = text.slice(from, to);
    const source = whole.trim();
    const start = source === '' ? from : from + whole.indexOf(source);
    const place = { start, end: start + source.length };
    const index = messages.length;
    messages.push({ role, rolePlace, place: { start: rolePlace.start, end: place.end }, hasOther: false });
    slots.push({
      path: ['messages', index, 'content'],
      dialect,
      source,
      map: SourceMap.plain(start),
      place,
      message: index,
    });
  };
  ROLE_LINE.lastIndex = bodyStart;
  let open: { role: string; place: { start: number; end: number }; contentStart: number } | undefined;
  for (let match = ROLE_LINE.exec(text); match; match = ROLE_LINE.exec(text)) {
    const word = match[1]!;
    const start = match.index + match[0].indexOf(word);
    if (open) add(open.role, open.place, open.contentStart, match.index);
    else if (text.slice(bodyStart, match.index).trim() !== '') {
      add('system', { start: bodyStart, end: bodyStart }, bodyStart, match.index);
    }
    const place = { start, end: start + word.length };
    open = { role: word.toLowerCase(), place, contentStart: ROLE_LINE.lastIndex };
  }
  if (open) add(open.role, open.place, open.contentStart, text.length);
  else if (text.slice(bodyStart).trim() !== '') {
    add('system', { start: bodyStart, end: bodyStart }, bodyStart, text.length);
  }
  return { messages, slots };
}
