import type { Piece, ReadExample, ReadPart, Turn } from '../../formats/conversation.ts';
import { formatTitle } from '../../formats/registry.ts';
import { jsonText } from '../../jsonl/jsonText.ts';
import type { Path } from '../../jsonl/node.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import { valueAt } from '../../jsonl/valueAt.ts';
import type { Example } from '../../lint/example.ts';
import { count } from '../../text/count.ts';
import type {
  Learning,
  ShownExample,
  ShownFact,
  ShownPiece,
  ShownPart,
  ShownTool,
  ShownTurn,
} from './shownExample.ts';

/** How much of an example is shown. In UTF-16 units of each text, and in number of the others. */
export interface ShownLimits {
  text: number;
  turns: number;
  facts: number;
}

/** Lays out an example of any format. Never throws. */
export function showExample(example: Example, limits: ShownLimits): ShownExample {
  const { object, format, reading } = example;
  const shown: ShownExample = {
    format,
    title: titleOf(example),
    parts: object ? showParts(reading, object, limits) : [],
    tools: (reading.tools ?? []).slice(0, limits.facts).map(showTool),
    facts: object ? showFacts(example, object, limits) : [],
  };
  if (shown.parts.length > 0) return shown;
  const fault = faultOf(example);
  return { ...shown, ...(fault !== undefined && { fault }), raw: cut(example.text, limits.text).text };
}

function titleOf({ kind, format }: Example): string {
  if (kind === 'broken') return 'Not readable';
  if (kind === 'not-object') return 'Not an object';
  return format === undefined ? 'No known format' : formatTitle(format);
}

function faultOf({ kind, format }: Example): string | undefined {
  if (kind === 'broken') return 'This is no valid JSON, so there is nothing to lay out.';
  if (kind === 'not-object') return 'An example is a JSON object. This is something else.';
  if (format === 'pretokenized') return 'Token numbers: only their tokenizer knows what they say.';
  if (format === undefined) return 'This has the keys of no format that is known.';
  return 'There is no message in it.';
}

const PART_TITLES: Readonly<Record<ReadPart['part'], string>> = {
  chat: 'Conversation',
  prompt: 'Prompt',
  answer: 'Answer',
  preferred: 'Preferred answer',
  rejected: 'Rejected answer',
  text: 'Text',
};

function showParts(reading: ReadExample, object: Record<string, unknown>, limits: ShownLimits): ShownPart[] {
  let index = 0;
  return reading.parts.map(({ part, turns }) => ({
    part,
    title: PART_TITLES[part],
    turns: turns.flatMap((turn): ShownTurn[] => {
      if (index >= limits.turns) return [];
      return [
        {
          index: index++,
          speaker: turn.speaker,
          role: roleOf(turn, object),
          ...(turn.name !== undefined && { name: turn.name }),
          learning: learningOf(part, turn, reading),
          pieces: turn.pieces.map(piece => showPiece(piece, object, limits)),
          path: turn.path,
        },
      ];
    }),
  }));
}

/** What the line itself calls the speaker; else the speaker's usual name. */
function roleOf({ speaker, path }: Turn, object: Record<string, unknown>): string {
  const message = valueAt(object, path);
  const role = isObject(message) ? (own(message, 'role') ?? own(message, 'from')) : undefined;
  if (typeof role === 'string' && role !== '') return role;
  return speaker ?? (isObject(message) && ('role' in message || 'from' in message) ? 'no role' : 'text');
}

/** What training does with a turn, as far as the data says it. */
export function learningOf(part: ReadPart['part'], turn: Turn, { label }: ReadExample): Learning {
  const { speaker, weight } = turn;
  if (part === 'prompt') return 'context';
  if (part !== 'text' && speaker !== 'assistant') return 'context';
  if (weight === 0) return 'muted';
  return part === 'rejected' || (part === 'answer' && label === false) ? 'avoided' : 'learnt';
}

function showPiece(piece: Piece, object: Record<string, unknown>, limits: ShownLimits): ShownPiece {
  switch (piece.kind) {
    case 'image':
      return { kind: 'media', text: mediaText(piece.source), label: piece.media };
    case 'call': {
      const shown: ShownPiece = { kind: 'call', label: piece.name, ...cut(piece.arguments, limits.text) };
      if (piece.id !== undefined) shown.id = piece.id;
      const path = [
        [...piece.path, 'function', 'arguments'],
        [...piece.path, 'arguments'],
      ].find(one => valueAt(object, one) === piece.arguments);
      return path ? { ...shown, place: { path, from: 0 } } : shown;
    }
    case 'result': {
      const shown = editable({ kind: 'result', ...cut(piece.text, limits.text) }, piece, object);
      if (piece.name !== undefined) shown.label = piece.name;
      if (piece.id !== undefined) shown.id = piece.id;
      return shown;
    }
    case 'other':
      return { kind: 'other', ...cut(jsonText(piece.value), limits.text) };
    default:
      return editable({ kind: piece.kind, ...cut(piece.text, limits.text) }, piece, object);
  }
}

/** A text is edited where it is a string of the example, or a part of one. */
function editable(
  shown: ShownPiece,
  { text, path, ...rest }: { text: string; path: Path; from?: number },
  object: Record<string, unknown>,
): ShownPiece {
  const whole = valueAt(object, path);
  const from = rest.from ?? 0;
  if (typeof whole !== 'string' || whole.slice(from, from + text.length) !== text) return shown;
  return { ...shown, place: { path, from } };
}

/** What is known of an image without looking at it: nothing is ever fetched or decoded. */
function mediaText(source: string): string {
  const data = /^data:([\w.+-]+\/[\w.+-]+)?[^,]{0,100},/.exec(source.slice(0, 300));
  if (!data) return source.length > 300 ? `${source.slice(0, 300)}…` : source;
  const bytes = Math.floor(((source.length - data[0].length) * 3) / 4);
  return `${data[1] ?? 'data'}, about ${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en-US')} kB in the line`;
}

function showTool(tool: unknown): ShownTool {
  const called = isObject(tool) ? (own(tool, 'function') ?? tool) : undefined;
  const name = isObject(called) ? own(called, 'name') : undefined;
  const description = isObject(called) ? own(called, 'description') : undefined;
  return {
    name: typeof name === 'string' ? cut(name, 100).text : cut(jsonText(tool), 100).text,
    description: typeof description === 'string' ? cut(description, 300).text : '',
  };
}

function showFacts(
  example: Example,
  object: Record<string, unknown>,
  { facts, text }: ShownLimits,
): ShownFact[] {
  const { reading, format } = example;
  const shown: ShownFact[] = [];
  if (reading.label !== undefined) shown.push({ name: 'label', text: String(reading.label) });
  if (reading.weight !== undefined) shown.push({ name: 'weight', text: String(reading.weight) });
  // More digits than a double holds are shown as they stand.
  const hasLongNumber = /[0-9]{16}/.test(example.text);
  // What is read as nothing is shown as it stands.
  const others = format === undefined ? object : reading.others;
  for (const [name, value] of Object.entries(others).slice(0, facts)) {
    const written = typeof value !== 'string' && hasLongNumber ? example.node([name]) : undefined;
    const said = written
      ? cut(example.text.slice(written.start, written.end), text).text
      : factText(value, text);
    shown.push({ name: cut(name, 100).text, text: said });
  }
  return shown;
}

function factText(value: unknown, limit: number): string {
  if (typeof value === 'string') return cut(value, limit).text;
  if (Array.isArray(value) && value.length > 50) return count(value.length, 'item');
  return cut(jsonText(value), limit).text;
}

/** The beginning of a text, and how much is left. A character is never cut in two. */
function cut(text: string, limit: number): { text: string; left?: number } {
  if (text.length <= limit) return { text };
  const unit = text.charCodeAt(limit - 1);
  const end = unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
  return { text: text.slice(0, end), left: text.length - end };
}
