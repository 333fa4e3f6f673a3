import path from 'node:path';
import { LineIndex } from '../../core/text/lineIndex.ts';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import type { Io } from '../io.ts';
import { markedLine } from '../terminal/markedLine.ts';
import { neutral } from '../terminal/neutral.ts';
import { readableWidth } from '../terminal/readableWidth.ts';
import { paintFor, styleFor, wantsColour } from '../terminal/style.ts';
import type { OpenPrompt } from './openPrompt.ts';

const INDENT = '      ';

/** Findings for people: the place, what is wrong, the text in question with a mark, and what can be done. */
export function findingText(prompt: OpenPrompt, findings: readonly PromptFinding[], io: Io): string {
  const style = styleFor(wantsColour(io.stderr, io.env));
  const room = readableWidth(io.stderr) - INDENT.length;
  return [...findings]
    .sort((one, other) => compareTexts(one.file ?? '', other.file ?? '') || one.start - other.start)
    .map(finding => {
      const { code, severity, message, remedy } = finding;
      const { file, text, start, end } = placeOf(prompt, finding);
      const { line, character } = new LineIndex(text).positionAt(start);
      const place = `${shownPath(prompt, file, io)}:${line + 1}:${character + 1}`;
      const paint = paintFor(severity, style);
      const source = text.slice(start - character).split(/[\r\n]/, 1)[0]!;
      const to = Math.min(character + Math.max(0, end - start), source.length);
      const excerpt =
        source.trim() === '' ? '' : markedLine(source, character, to, { room, indent: INDENT, style, paint });
      const head = `${style.bold(neutral(place))}  ${paint(severity)}  ${neutral(message)}  ${style.dim(code)}\n`;
      return `${head}${excerpt}${INDENT}${neutral(remedy)}\n`;
    })
    .join('');
}

/** A path inside the root as the user would write it. */
export function shownPath({ root }: Pick<OpenPrompt, 'root'>, inside: string, io: Io): string {
  const absolute = path.join(root, inside);
  const relative = path.relative(io.cwd, absolute);
  return relative.startsWith('..') ? absolute : relative;
}

/** What is wrong with a lone template as a whole has no place in it: nobody wrote the prompt around it. */
function placeOf({ file: prompt, template }: OpenPrompt, { file, start, end }: PromptFinding) {
  const inside = file ?? template;
  if (inside === undefined) return { file: prompt.path, text: prompt.text, start, end };
  const text = prompt.files[inside] ?? '';
  return file === undefined ? { file: inside, text, start: 0, end: 0 } : { file: inside, text, start, end };
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
