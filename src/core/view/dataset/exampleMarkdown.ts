import { count } from '../../text/count.ts';
import { readableText } from '../readableText.ts';
import type { ShownExample, ShownPiece, ShownTurn } from './shownExample.ts';

/** UTF-16 units of the whole hover, of the turn that is pointed at, and of each other turn. */
const WHOLE = 6000;
const POINTED = 2000;
const USUAL = 500;

/** Turns that are shown before the one that is pointed at. */
const BEFORE = 3;

/**
 * An example as Markdown for a hover. Everything that comes from the example is escaped character by character, so
 * that it can make no link, image, heading or HTML. `number` counts from 0; `pointed` is the turn under the mouse.
 */
export function exampleMarkdown(shown: ShownExample, number: number, pointed: number | undefined): string {
  const turns = shown.parts.flatMap(({ turns: of }) => of);
  const head = [
    `**Example ${(number + 1).toLocaleString('en-US')}**`,
    plain(shown.title),
    ...(turns.length > 0 ? [count(turns.length, shown.parts[0]?.part === 'text' ? 'text' : 'message')] : []),
  ].join(' · ');
  const blocks = [head];
  if (shown.fault !== undefined) blocks.push(shown.fault);
  if (shown.raw !== undefined && turns.length === 0) blocks.push(plain(shortened(shown.raw, USUAL)));
  const first = pointed === undefined ? 0 : Math.max(0, Math.min(pointed - BEFORE, turns.length));
  if (first > 0) blocks.push(`_${count(first, 'message')} before_`);
  let units = 0;
  let left = 0;
  for (const part of shown.parts) {
    const titled = shown.parts.length > 1;
    let isNamed = false;
    for (const turn of part.turns) {
      if (turn.index < first) continue;
      if (units > WHOLE) {
        left += 1;
        continue;
      }
      if (titled && !isNamed) blocks.push(`---\n\n**${part.title}**`);
      isNamed = true;
      const text = turnMarkdown(turn, turn.index === pointed ? POINTED : USUAL);
      units += text.length;
      blocks.push(text);
    }
  }
  if (left > 0) blocks.push(`_${count(left, 'message')} more_`);
  const beside = factLines(shown);
  if (beside.length > 0) blocks.push('---', ...beside);
  return blocks.join('\n\n');
}

const LEARNING: Readonly<Record<ShownTurn['learning'], string>> = {
  learnt: ' · _trained_',
  avoided: ' · _trained away from_',
  muted: ' · _not trained: its weight is 0_',
  context: '',
};

function turnMarkdown({ role, name, learning, pieces }: ShownTurn, limit: number): string {
  const who = `**${plain(role)}**${name === undefined ? '' : ` ${plain(name)}`}${LEARNING[learning]}`;
  const texts = pieces.map(piece => pieceMarkdown(piece, limit));
  return [who, ...(texts.length > 0 ? texts : ['_nothing_'])].join('  \n');
}

function pieceMarkdown({ kind, text, label, id, left = 0 }: ShownPiece, limit: number): string {
  const body = plain(shortened(text, limit, left));
  const named = label === undefined ? '' : `**${plain(label)}**`;
  const by = id === undefined ? '' : ` ${plain(id)}`;
  switch (kind) {
    case 'media':
      return `\\[${plain(label ?? 'image')}\\] ${body}`;
    case 'call':
      return `_calls_ ${named}${by}  \n${body}`;
    case 'result':
      return `_answers_ ${named}${by}  \n${body === '' ? '_nothing_' : body}`;
    case 'refusal':
      return `_refusal:_ ${body}`;
    case 'reasoning':
      return `_reasoning:_ ${body}`;
    case 'other':
      return `_not read:_ ${body}`;
    default:
      return body === '' ? '_empty_' : body;
  }
}

function factLines({ facts, tools }: ShownExample): string[] {
  const lines = facts.slice(0, 10).map(({ name, text }) => `${plain(name)}: ${plain(shortened(text, 200))}`);
  if (facts.length > 10) lines.push(`_${count(facts.length - 10, 'key')} more_`);
  if (tools.length > 0) {
    const names = tools.slice(0, 10).map(({ name }) => plain(name));
    lines.unshift(`Tools: ${names.join(', ')}${tools.length > 10 ? ', …' : ''}`);
  }
  return lines;
}

/** The beginning of a text, with how much is left of it. `cut` units were cut off before. */
function shortened(text: string, limit: number, cut = 0): string {
  const left = text.length - limit + cut;
  if (left <= 0 || text.length <= limit)
    return cut > 0 ? `${text}… (${cut.toLocaleString('en-US')} more)` : text;
  return `${text.slice(0, limit)}… (${left.toLocaleString('en-US')} more)`;
}

/** Text as Markdown that shows it as it is, line by line: every sign that Markdown could read is escaped. */
function plain(text: string): string {
  return readableText(text)
    .trim()
    .split('\n')
    .map(line => line.trim().replace(/[!-/:-@[-`{-~]/g, '\\$&'))
    .join('  \n')
    .replace(/(?: {2}\n){3,}/g, '  \n  \n');
}
