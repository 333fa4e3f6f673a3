import { type RandomSource, seededRandom } from '../../util/seededRandom.ts';
import { fillSchema } from '../json/fillSchema.ts';
import type { JsonSchema } from '../json/jsonSchema.ts';
import type { AnsweringModel } from './answering.ts';
import { hashText, mixHashes } from './hash.ts';
import { piecesOf } from './pieces.ts';
import { type LearntToolCall, TOOL_CALLS_MARK, type Turn, toolCallsOf } from './turn.ts';

/** What is asked of a model, in the terms of the API. */
export interface AnswerRequest {
  turns: readonly Turn[];
  /** 0 always gives the best answer. */
  temperature: number;
  /** Only the likeliest answers with this share of probability together are drawn from; 1 for all. */
  topP: number;
  /** The same seed gives the same answers; undefined for others each time. */
  seed: number | undefined;
  /** How many answers. */
  count: number;
  /** Texts before which an answer ends. */
  stop: readonly string[];
  /** Most pieces of an answer; undefined for no limit. */
  maxPieces: number | undefined;
  format: AnswerFormat;
  /** Whether an answer may call tools. */
  allowsTools: boolean;
}

/** The form that an answer must have. */
export type AnswerFormat =
  | { kind: 'text' }
  | { kind: 'json_object' }
  | { kind: 'json_schema'; schema: JsonSchema };

/** One answer. */
export interface Answer {
  /** The text in pieces, as it is streamed. Empty when tools are called. */
  pieces: string[];
  toolCalls: LearntToolCall[] | undefined;
  finishReason: 'stop' | 'length' | 'tool_calls';
  /** Pieces that count as used. */
  usedPieces: number;
}

/** The schema of a request cannot be met by any value that was tried. */
export class UnfillableSchema extends Error {
  constructor() {
    super('No value was found that fits the schema.');
    this.name = 'UnfillableSchema';
  }
}

/**
 * Answers a request. Throws `UnfillableSchema` when no JSON for its schema can be made.
 * @param random used only when the request has no seed.
 */
export function respond(model: AnsweringModel, request: AnswerRequest, random: RandomSource): Answer[] {
  const seed = request.seed === undefined ? Math.floor(random() * 2 ** 32) : hashText(String(request.seed));
  return Array.from({ length: request.count }, (_, index) => {
    const draw = seededRandom(mixHashes(seed, index));
    const text = model.answer(request.turns, {
      temperature: request.temperature,
      topP: request.topP,
      random: draw,
      ...(request.allowsTools
        ? {}
        : { allows: (beginning: string) => !beginning.startsWith(TOOL_CALLS_MARK) }),
    });
    const calls = toolCallsOf(text);
    if (calls === undefined) return cut(formatted(text, request, draw), request);
    return { pieces: [], toolCalls: calls, finishReason: 'tool_calls', usedPieces: piecesOf(text).length };
  });
}

function formatted(
  text: string,
  { format, turns, temperature }: AnswerRequest,
  random: RandomSource,
): string {
  if (format.kind === 'text') return text;
  const value = parsedJson(text);
  if (format.kind === 'json_object') {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? text : JSON.stringify({ answer: value ?? text });
  }
  const chance = temperature > 0 ? random : seededRandom(hashText(JSON.stringify(turns)));
  const choose = (options: readonly string[]): number => Math.floor(chance() * options.length);
  const filled = fillSchema(format.schema, { text, value, choose });
  if (filled === undefined) throw new UnfillableSchema();
  return filled === value ? text : JSON.stringify(filled);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends an answer before the first stop text, or after the most pieces. */
function cut(text: string, { stop, maxPieces }: AnswerRequest): Answer {
  const ends = stop.filter(end => end !== '').map(end => text.indexOf(end));
  const end = Math.min(text.length, ...ends.filter(at => at >= 0));
  const pieces = piecesOf(text.slice(0, end));
  const isLong = maxPieces !== undefined && pieces.length > maxPieces;
  const kept = isLong ? pieces.slice(0, maxPieces) : pieces;
  return {
    pieces: kept,
    toolCalls: undefined,
    finishReason: isLong ? 'length' : 'stop',
    usedPieces: kept.length,
  };
}
