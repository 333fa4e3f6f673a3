import * as z from 'zod';

const textPart = z.looseObject({ type: z.literal('text'), text: z.string() });
const refusalPart = z.looseObject({ type: z.literal('refusal'), refusal: z.string() });
const imagePart = z.looseObject({
  type: z.literal('image_url'),
  image_url: z.looseObject({ url: z.string() }),
});
const otherPart = z.looseObject({ type: z.enum(['input_audio', 'file']) });

const name = z.string().optional();

const toolCall = z.looseObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

/** A message of a chat request. Keys that the API does not know are refused, as OpenAI refuses them. */
export const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.enum(['system', 'developer']),
    content: z.union([z.string(), z.array(textPart).min(1)]),
    name,
  }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.union([textPart, imagePart, otherPart])).min(1)]),
    name,
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(z.union([textPart, refusalPart])).min(1), z.null()]).optional(),
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).min(1).optional(),
    function_call: z.looseObject({ name: z.string(), arguments: z.string() }).nullish(),
    annotations: z.array(z.unknown()).optional(),
    audio: z.looseObject({}).nullish(),
    name,
  }),
  z.strictObject({
    role: z.literal('tool'),
    content: z.union([z.string(), z.array(textPart).min(1)]),
    tool_call_id: z.string(),
  }),
  z.strictObject({ role: z.literal('function'), content: z.string().nullable(), name: z.string() }),
]);
