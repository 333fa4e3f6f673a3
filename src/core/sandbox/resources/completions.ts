import * as z from 'zod';
import { readJson } from '../http/body.ts';
import type { RouteRequest } from '../http/routes.ts';
import { eventStream } from '../http/sse.ts';
import { newId } from '../ids.ts';
import type { Answer } from '../learner/respond.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { answersOf, stopList, type Usage } from './answering.ts';
import { stopSchema, streamOptionsSchema } from './chatSchema.ts';

const number = (least: number, most: number) => z.number().min(least).max(most).nullish();

/** Prompts as token ids are not taken: the sandbox has no vocabulary. */
const completionSchema = z.strictObject({
  model: z.string().min(1),
  prompt: z.union([z.string(), z.array(z.string()).min(1).max(256)]),
  best_of: z.int().min(1).max(20).nullish(),
  echo: z.boolean().nullish(),
  frequency_penalty: number(-2, 2),
  logit_bias: z.unknown().optional(),
  logprobs: z.int().min(0).max(5).nullish(),
  max_tokens: z.int().min(0).nullish(),
  n: z.int().min(1).max(128).nullish(),
  presence_penalty: number(-2, 2),
  seed: z.int().nullish(),
  stop: stopSchema,
  stream: z.boolean().nullish(),
  stream_options: streamOptionsSchema,
  suffix: z.string().nullish(),
  temperature: number(0, 2),
  top_p: number(0, 1),
  user: z.string().optional(),
});

/** `POST /completions`, for models that were tuned on prompts and completions. */
export async function createCompletion({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readJson(request, completionSchema);
  const texts: { text: string; answer: Answer }[] = [];
  let usage: Usage | undefined;
  for (const prompt of [body.prompt].flat()) {
    const answered = await answersOf(services, body.model, {
      turns: [{ role: 'user', text: prompt }],
      temperature: body.temperature ?? 1,
      topP: body.top_p ?? 1,
      seed: body.seed ?? undefined,
      count: body.n ?? 1,
      stop: stopList(body.stop),
      maxPieces: body.max_tokens ?? USUAL_MAX_TOKENS,
      format: { kind: 'text' },
      allowsTools: false,
    });
    usage = added(usage, answered.usage);
    for (const answer of answered.answers) texts.push({ text: body.echo === true ? prompt : '', answer });
  }
  const head = {
    id: newId('cmpl-', services.random),
    object: 'text_completion',
    created: nowInSeconds(services.clock),
    model: body.model,
    system_fingerprint: 'fp_sandbox',
  };
  if (body.stream === true)
    return eventStream(chunks(head, texts, usage!, body.stream_options?.include_usage === true));
  const choices = texts.map(({ text, answer }, index) => ({
    index,
    text: text + answer.pieces.join(''),
    logprobs: null,
    finish_reason: answer.finishReason,
  }));
  return Response.json({ ...head, choices, usage });
}

/** As OpenAI documents it for this endpoint. */
const USUAL_MAX_TOKENS = 16;

function* chunks(
  head: object,
  texts: readonly { text: string; answer: Answer }[],
  usage: Usage,
  withUsage: boolean,
): Generator<object> {
  const chunk = (index: number, text: string, finish: string | null): object => ({
    ...head,
    choices: [{ index, text, logprobs: null, finish_reason: finish }],
    ...(withUsage ? { usage: null } : {}),
  });
  for (const [index, { text, answer }] of texts.entries()) {
    if (text !== '') yield chunk(index, text, null);
    for (const piece of answer.pieces) yield chunk(index, piece, null);
    yield chunk(index, '', answer.finishReason);
  }
  if (withUsage) yield { ...head, choices: [], usage };
}

function added(left: Usage | undefined, right: Usage): Usage {
  if (left === undefined) return right;
  return {
    ...left,
    prompt_tokens: left.prompt_tokens + right.prompt_tokens,
    completion_tokens: left.completion_tokens + right.completion_tokens,
    total_tokens: left.total_tokens + right.total_tokens,
  };
}
