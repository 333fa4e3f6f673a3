import * as z from 'zod';
import { messageSchema } from './messageSchema.ts';

const number = (least: number, most: number) => z.number().min(least).max(most).nullish();

const ignored = z.unknown().optional();

/** `stop`: a text or up to four. */
export const stopSchema = z.union([z.string(), z.array(z.string()).min(1).max(4)]).nullish();

export const streamOptionsSchema = z
  .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
  .nullish();

const jsonSchemaFormat = z.strictObject({
  type: z.literal('json_schema'),
  json_schema: z.strictObject({
    name: z.string().regex(/^[\w-]{1,64}$/),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

export const responseFormatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  jsonSchemaFormat,
]);

const tool = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('function'),
    function: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      description: z.string().optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
      strict: z.boolean().nullish(),
    }),
  }),
  z.looseObject({ type: z.literal('custom') }),
]);

/**
 * `POST /chat/completions`. What the sandbox takes but does not act on is listed all the same, so that only
 * parameters that OpenAI does not know are refused.
 */
export const chatSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  temperature: number(0, 2),
  top_p: number(0, 1),
  n: z.int().min(1).max(128).nullish(),
  seed: z.int().nullish(),
  stop: stopSchema,
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: streamOptionsSchema,
  response_format: responseFormatSchema.nullish(),
  tools: z.array(tool).optional(),
  tool_choice: z.union([z.string(), z.looseObject({})]).optional(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
  logprobs: z.boolean().nullish(),
  top_logprobs: number(0, 20),
  audio: ignored,
  function_call: ignored,
  functions: ignored,
  logit_bias: ignored,
  modalities: ignored,
  moderation: ignored,
  parallel_tool_calls: ignored,
  prediction: ignored,
  prompt_cache_key: ignored,
  prompt_cache_retention: ignored,
  reasoning_effort: ignored,
  safety_identifier: ignored,
  service_tier: ignored,
  store: ignored,
  user: ignored,
  verbosity: ignored,
  web_search_options: ignored,
});

export type ChatRequest = z.infer<typeof chatSchema>;
