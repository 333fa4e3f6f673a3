import * as z from 'zod';
import { INPUT_TYPES } from './promptFile.ts';

/** A JSON Schema, draft 07. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Roles that chat completions know. */
export const ROLES = ['developer', 'system', 'user', 'assistant', 'tool', 'function'] as const;

const fileReference = z
  .strictObject({ $file: z.string().min(1).meta({ description: 'Path relative to this file.' }) })
  .meta({
    title: 'Reference to a file',
    description:
      'The content of a file. `.jinja`, `.j2`, `.njk` and `.minijinja` files are rendered, `.json` files are values, others are put in as they are.',
  });

const text = z.union([z.string(), fileReference]);

const input = z
  .strictObject({
    type: z.enum(INPUT_TYPES).optional().meta({ description: 'Type of the value. Text when left out.' }),
    description: z
      .string()
      .optional()
      .meta({ description: 'What the value is for; shown where it is asked for.' }),
    default: z.unknown().optional().meta({ description: 'The value when none is given.' }),
    example: z.unknown().optional().meta({ description: 'A value for the preview. It is never sent.' }),
    enum: z.array(z.unknown()).optional().meta({ description: 'The only values that are possible.' }),
  })
  .meta({ title: 'Input' });

const message = z
  .looseObject({
    // The plain string keeps other roles from being errors of the schema: diagnostics judge them with a reason.
    role: z.union([z.enum(ROLES), z.string()]).meta({ description: 'Who speaks.' }),
    content: z
      .union([text, z.array(z.looseObject({ type: z.string() })), z.null()])
      .optional()
      .meta({
        description:
          'What is said. `{{ name }}` puts a value in, `{% if %}` and `{% for %}` work as in Jinja.',
        defaultSnippets: [
          { label: '"{{ … }}"', body: '{{ $1 }}' },
          { label: '$file', body: { $file: '$1.jinja' } },
        ],
      }),
    name: z.string().optional(),
    tool_calls: z.array(z.looseObject({})).optional(),
    tool_call_id: z.string().optional(),
  })
  .meta({ title: 'Message' });

const choice = z
  .strictObject({
    name: z.string().min(1).meta({ description: 'What the model answers to choose this template.' }),
    file: z.string().min(1).meta({ description: 'The template: a path relative to this file.' }),
    description: z
      .string()
      .optional()
      .meta({ description: 'When to choose it; part of the variable `choices`.' }),
  })
  .meta({ title: 'Choice' });

const number = (description: string, minimum: number, maximum: number) =>
  z
    .union([z.number().min(minimum).max(maximum), z.null()])
    .optional()
    .meta({ description });

const whole = (description: string, minimum = 1) =>
  z
    .union([z.int().min(minimum), z.null()])
    .optional()
    .meta({ description });

/** A `*.prompt.json` file. Parameters that are not listed are sent as they are. */
export const promptFileType = z
  .looseObject({
    $schema: z.string().optional(),
    name: z.string().optional().meta({ description: 'A name to show. Not sent.' }),
    description: z.string().optional().meta({ description: 'What the template is for. Not sent.' }),
    connection: z.string().optional().meta({ description: 'The connection to run it on. Not sent.' }),
    template: z
      .enum(['nunjucks', 'minijinja', 'none'])
      .optional()
      .meta({ description: 'How texts in this file are rendered. nunjucks when left out. Not sent.' }),
    inputs: z
      .record(z.string(), input)
      .optional()
      .meta({ description: 'The values that the template wants. Not sent.' }),
    choices: z
      .array(choice)
      .optional()
      .meta({ description: 'Templates of which the answer to this one chooses one. Not sent.' }),
    expect: z
      .enum(['jsonl'])
      .optional()
      .meta({ description: 'jsonl: the answer is lines of JSON; bad lines are listed. Not sent.' }),
    model: z.string().optional().meta({ description: 'The model to ask.' }),
    messages: z.array(message).meta({ description: 'The conversation so far.' }),
    temperature: number('0 for the most likely answer, higher for more variety.', 0, 2),
    top_p: number('Share of the probability that is sampled from.', 0, 1),
    max_tokens: whole('Longest answer, in tokens.'),
    max_completion_tokens: whole('Longest answer with reasoning, in tokens.'),
    n: whole('Number of answers.'),
    seed: z
      .union([z.int(), z.null()])
      .optional()
      .meta({ description: 'For answers that repeat, as far as possible.' }),
    stop: z
      .union([z.string(), z.array(z.string()).max(4), z.null()])
      .optional()
      .meta({ description: 'Texts at which the answer ends.' }),
    frequency_penalty: number('Above 0 makes repeating words less likely.', -2, 2),
    presence_penalty: number('Above 0 makes new topics more likely.', -2, 2),
    reasoning_effort: z
      .string()
      .optional()
      .meta({ description: 'How much a reasoning model thinks.', examples: ['low', 'medium', 'high'] }),
    response_format: z
      .looseObject({ type: z.union([z.enum(['text', 'json_object', 'json_schema']), z.string()]) })
      .optional()
      .meta({ description: 'The form of the answer.' }),
    tools: z
      .array(z.looseObject({ type: z.string() }))
      .optional()
      .meta({ description: 'What the model may call.' }),
    tool_choice: z.union([z.string(), z.looseObject({})]).optional(),
  })
  .meta({
    title: 'Chat template',
    description: 'Messages with variables, and the parameters of the request.',
  });

/** Keys of a prompt file that are about the file and not part of the request. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['$schema', 'name', 'description', 'connection', 'template', 'inputs', 'choices', 'expect'],
]);

/** The schema of `*.prompt.json` for editors. */
export function promptFileSchema(): JsonSchema {
  const schema = z.toJSONSchema(promptFileType, { target: 'draft-7', io: 'input' });
  return { ...schema, allowComments: true, allowTrailingCommas: true };
}
