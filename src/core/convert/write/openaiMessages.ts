import type { Piece, Turn } from '../../formats/conversation.ts';
import type { Losses } from '../loss.ts';
import { withCallIds } from '../pieces.ts';

export interface MessageOptions {
  /** What system texts are called here. */
  systemRole?: 'system' | 'developer';
  /** Whether reasoning may stand in `reasoning_content`. */
  reasoning: boolean;
  /** Whether messages may have a weight. */
  weights: boolean;
}

type Message = Record<string, unknown>;

/** Conversations as messages in OpenAI's shape. Answers of several calls become one message each. */
export function openaiMessages(turns: readonly Turn[], options: MessageOptions, losses: Losses): Message[] {
  return withCallIds(turns).flatMap(turn => {
    if (turn.speaker === 'tool') return resultMessages(turn, losses);
    const message: Message = { role: roleOf(turn, options) };
    const content = contentOf(turn, losses);
    const calls = turn.pieces.flatMap(piece => (piece.kind === 'call' ? [callOf(piece)] : []));
    message.content = content ?? (calls.length > 0 ? null : '');
    const thoughts = turn.pieces.flatMap(piece => (piece.kind === 'reasoning' ? [piece.text] : []));
    if (thoughts.length > 0 && options.reasoning) message.reasoning_content = thoughts.join('\n');
    else if (thoughts.length > 0) losses.add('reasoning');
    if (calls.length > 0) message.tool_calls = calls;
    if (turn.name !== undefined) message.name = turn.name;
    if (turn.weight !== undefined && options.weights) message.weight = turn.weight;
    return [message];
  });
}

function roleOf({ speaker }: Turn, { systemRole = 'system' }: MessageOptions): string | undefined {
  return speaker === 'system' ? systemRole : speaker;
}

/** A string where there is one text, else parts; undefined where nothing is said. */
function contentOf({ pieces }: Turn, losses: Losses): string | Message[] | undefined {
  const parts = pieces.flatMap(piece => {
    const part = partOf(piece, losses);
    return part ? [part] : [];
  });
  const [only] = parts;
  if (parts.length === 0) return undefined;
  return parts.length === 1 && only?.type === 'text' ? (only.text as string) : parts;
}

function partOf(piece: Piece, losses: Losses): Message | undefined {
  if (piece.kind === 'text') return { type: 'text', text: piece.text };
  if (piece.kind === 'refusal') return { type: 'refusal', refusal: piece.text };
  if (piece.kind !== 'image') return undefined;
  if (piece.media !== 'image') {
    losses.add('images');
    return undefined;
  }
  const { source, detail } = piece;
  return { type: 'image_url', image_url: { url: source, ...(detail === undefined ? {} : { detail }) } };
}

function callOf({ id, name, arguments: given }: Extract<Piece, { kind: 'call' }>): Message {
  return { id, type: 'function', function: { name, arguments: given } };
}

function resultMessages({ pieces }: Turn, losses: Losses): Message[] {
  return pieces.flatMap(piece => {
    if (piece.kind === 'result') return [{ role: 'tool', tool_call_id: piece.id, content: piece.text }];
    losses.add('unread-content');
    return [];
  });
}
