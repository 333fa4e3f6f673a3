import type { Piece, Turn } from '../formats/conversation.ts';
import { ExactNumber, parseExactly } from '../jsonl/exactNumbers.ts';
import { isObject } from '../jsonl/shape.ts';
import type { Losses } from './loss.ts';

export type CallPiece = Extract<Piece, { kind: 'call' }>;
export type ResultPiece = Extract<Piece, { kind: 'result' }>;
export type MediaPiece = Extract<Piece, { kind: 'image' }>;

/** The one text of a turn, for formats that hold no parts. What is no text is told to `losses`. */
export function textOnly(turn: Turn, losses: Losses): string {
  const texts: string[] = [];
  for (const piece of turn.pieces) {
    if (piece.kind === 'text') texts.push(piece.text);
    else if (piece.kind === 'refusal') {
      losses.add('refusals');
      texts.push(piece.text);
    } else if (piece.kind === 'reasoning') losses.add('reasoning');
    else if (piece.kind === 'image') losses.add('images');
    else losses.add('tool-calls');
  }
  if (texts.length > 1) losses.add('content-parts');
  return texts.join('\n');
}

/** Turns that say something in words. Calls of tools and their answers are left out and told. */
export function withoutTools(turns: readonly Turn[], losses: Losses): Turn[] {
  return turns.flatMap(turn => {
    const pieces = turn.pieces.filter(({ kind }) => kind !== 'call' && kind !== 'result');
    if (pieces.length === turn.pieces.length) return [turn];
    losses.add('tool-calls');
    return pieces.length === 0 ? [] : [{ ...turn, pieces }];
  });
}

/**
 * Gives every call and every answer of a tool an id, where the format that they come from has none: the answers belong
 * to the calls before them, in order. Answers are named after their calls.
 */
export function withCallIds(turns: readonly Turn[]): Turn[] {
  let made = 0;
  let open: { id: string; name: string }[] = [];
  return turns.map(turn => {
    if (turn.speaker === 'assistant') open = [];
    const pieces = turn.pieces.map((piece): Piece => {
      if (piece.kind === 'call') {
        const id = piece.id ?? `call_${++made}`;
        open.push({ id, name: piece.name });
        return { ...piece, id };
      }
      if (piece.kind !== 'result') return piece;
      const at = open.findIndex(call =>
        piece.id === undefined ? piece.name === undefined || call.name === piece.name : call.id === piece.id,
      );
      const call = at < 0 ? undefined : open.splice(at, 1)[0];
      const id = piece.id ?? call?.id ?? `call_${++made}`;
      const name = piece.name ?? call?.name;
      return { ...piece, id, ...(name === undefined ? {} : { name }) };
    });
    return { ...turn, pieces };
  });
}

/** Turns in which the results of several calls stand in one turn, as formats want it whose speakers take turns. */
export function joinedResults(turns: readonly Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (turn.speaker === 'tool' && last?.speaker === 'tool') {
      joined[joined.length - 1] = { ...last, pieces: [...last.pieces, ...turn.pieces] };
    } else joined.push(turn);
  }
  return joined;
}

/** Tells that answers of tools can no longer be told apart, where a format has no ids and their order does not say it. */
export function tellToolIds(turns: readonly Turn[], losses: Losses): void {
  const callsOf = (list: readonly Turn[]) => {
    const calls: (string | undefined)[] = [];
    const pieces = withCallIds(list).flatMap(turn => turn.pieces);
    for (const piece of pieces) if (piece.kind === 'call') calls.push(piece.id);
    return pieces.flatMap(piece => (piece.kind === 'result' ? [calls.indexOf(piece.id)] : []));
  };
  const bare = turns.map(turn => ({ ...turn, pieces: turn.pieces.map(withoutId) }));
  if (callsOf(turns).join() !== callsOf(bare).join()) losses.add('tool-ids');
}

function withoutId(piece: Piece): Piece {
  if (piece.kind !== 'call' && piece.kind !== 'result') return piece;
  const { id: _, ...rest } = piece;
  return rest;
}

/** Text of JSON as the object that it is, else wrapped into one under `key`. `wrapped` is called then. */
export function asObject(text: string, key: string, wrapped: () => void): Record<string, unknown> {
  const value = parseExactly(text);
  if (isObject(value) && !(value instanceof ExactNumber)) return value;
  wrapped();
  return { [key]: text };
}

/** The functions of tools in OpenAI's shape; what has another shape is told as lost. */
export function functionsOf(tools: readonly unknown[], losses: Losses): Record<string, unknown>[] {
  return tools.flatMap(tool => {
    const called = isObject(tool) ? tool.function : undefined;
    if (isObject(called)) return [called];
    losses.add('tools');
    return [];
  });
}

/** The parts of a `data:` URL that holds base64; undefined for anything else. */
export function dataUrl(source: string): { mimeType: string; base64: string } | undefined {
  const match = /^data:([\w.+-]+\/[\w.+-]+);base64,([\s\S]*)$/.exec(source);
  return match ? { mimeType: match[1]!, base64: match[2]! } : undefined;
}
