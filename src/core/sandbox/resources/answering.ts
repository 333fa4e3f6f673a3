import { ApiError, invalidValue } from '../http/apiError.ts';
import { unsupportedKeyword } from '../json/jsonSchema.ts';
import { piecesOf } from '../learner/pieces.ts';
import {
  type Answer,
  type AnswerFormat,
  type AnswerRequest,
  respond,
  UnfillableSchema,
} from '../learner/respond.ts';
import type { Turn } from '../learner/turn.ts';
import type { Services } from '../services.ts';
import type { ChatRequest } from './chatSchema.ts';

/** Pieces that a prompt and its answer may have together. */
const CONTEXT_PIECES = 65_536;

/** Token counts as the API gives them. */
export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number };
  completion_tokens_details: {
    reasoning_tokens: number;
    audio_tokens: number;
    accepted_prediction_tokens: number;
    rejected_prediction_tokens: number;
  };
}

/** Answers with a model of the sandbox. Rejects with an `ApiError` for what the API refuses. */
export async function answersOf(
  services: Services,
  modelId: string,
  request: AnswerRequest,
): Promise<{ answers: Answer[]; usage: Usage }> {
  const promptPieces = countPieces(request.turns);
  const asked = promptPieces + (request.maxPieces ?? 0);
  if (asked > CONTEXT_PIECES) throw contextExceeded(promptPieces, request.maxPieces);
  const model = await services.models.open(modelId);
  try {
    const answers = respond(model, request, services.random);
    return { answers, usage: usageOf(promptPieces, answers) };
  } catch (error) {
    if (!(error instanceof UnfillableSchema)) throw error;
    throw invalidValue(
      'response_format',
      'Invalid schema for response_format: no value was found that fits it.',
    );
  }
}

/** The form that a request wants its answers in. Throws an `ApiError` for a schema that cannot be honoured. */
export function formatOf(format: ChatRequest['response_format']): AnswerFormat {
  if (format === null || format === undefined || format.type === 'text') return { kind: 'text' };
  if (format.type === 'json_object') return { kind: 'json_object' };
  const { schema } = format.json_schema;
  if (schema === undefined) return { kind: 'json_object' };
  const unsupported = unsupportedKeyword(schema);
  if (unsupported !== undefined) {
    throw invalidValue(
      'response_format',
      `Invalid schema for response_format '${format.json_schema.name}': the sandbox does not know the keyword at '${unsupported}'.`,
    );
  }
  return { kind: 'json_schema', schema };
}

/** A `stop` parameter as a list. */
export function stopList(stop: string | string[] | null | undefined): string[] {
  return stop === null || stop === undefined ? [] : [stop].flat();
}

function usageOf(promptPieces: number, answers: readonly Answer[]): Usage {
  const completionPieces = answers.reduce((sum, answer) => sum + answer.usedPieces, 0);
  return {
    prompt_tokens: promptPieces,
    completion_tokens: completionPieces,
    total_tokens: promptPieces + completionPieces,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function countPieces(turns: readonly Turn[]): number {
  return turns.reduce((sum, turn) => sum + piecesOf(turn.text).length + PIECES_PER_MESSAGE, 0);
}

/** What the marks around a message cost, as OpenAI's cookbook counts it for its chat models. */
const PIECES_PER_MESSAGE = 3;

function contextExceeded(promptPieces: number, maxPieces: number | undefined): ApiError {
  const completion = maxPieces === undefined ? '' : `, ${maxPieces} in the completion`;
  return new ApiError(
    400,
    `This model's maximum context length is ${CONTEXT_PIECES} tokens. However, you requested ${promptPieces + (maxPieces ?? 0)} tokens (${promptPieces} in the messages${completion}). Please reduce the length of the messages or completion.`,
    { code: 'context_length_exceeded', param: 'messages' },
  );
}
