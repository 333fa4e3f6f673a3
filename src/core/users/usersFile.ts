import * as z from 'zod';
import { readJson } from '../template/promptFile/jsonValue.ts';
import { Problem } from '../util/problem.ts';

const speaker = z.strictObject({
  model: z.string().min(1).meta({ description: 'The model that speaks.' }),
  connection: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The connection that it is asked on; the sandbox when left out.' }),
  system: z.string().optional().meta({ description: 'What the model is told about its part.' }),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().min(1).optional().meta({ description: 'Longest message, in tokens.' }),
});

const judging = z
  .strictObject({
    template: z.string().min(1).meta({
      description:
        'The judge’s chat template: a path relative to this file. It is given the `conversation` as text, its `persona` and its `topic`.',
    }),
    models: z
      .array(z.strictObject({ model: speaker.shape.model, connection: speaker.shape.connection }))
      .min(1)
      .meta({
        description: 'Who may judge. A model that took part in a conversation never judges it.',
      }),
    choose: z.enum(['cheapest', 'random']).optional().meta({
      description: 'Which of them judges a conversation: the cheapest when left out.',
    }),
    choices: z.record(z.string().min(1), z.number().min(0).max(1)).optional().meta({
      description: 'What each answer of the judge is worth, 0 to 1. yes and no when left out.',
    }),
    seconds: z.int().min(1).max(3600).optional().meta({
      description: 'How long a judge may take for one conversation; 60 when left out.',
    }),
  })
  .meta({ description: 'Has each conversation judged by a model that did not take part in it.' });

const usersType = z
  .strictObject({
    $schema: z.string().optional(),
    count: z.int().min(1).max(100_000).meta({ description: 'How many conversations.' }),
    turns: z
      .strictObject({ min: z.int().min(1), max: z.int().min(1).max(50) })
      .meta({ description: 'Questions of the user in a conversation, at least and at most.' }),
    user: speaker.meta({ description: 'The model that plays the user.' }),
    personas: z
      .array(z.string().min(1))
      .optional()
      .meta({ description: 'Who the users are; one is drawn for each conversation.' }),
    topics: z
      .array(z.string().min(1))
      .optional()
      .meta({ description: 'What conversations are about; one is drawn for each.' }),
    responders: z
      .array(speaker.extend({ weight: z.number().positive().optional() }))
      .min(1)
      .meta({ description: 'The models that answer; one is drawn for each conversation, by its weight.' }),
    judge: judging.optional(),
    seed: z.int().optional().meta({ description: 'For the same draws in each run.' }),
  })
  .refine(({ turns }) => turns.min <= turns.max, { message: 'turns.min is above turns.max', path: ['turns'] })
  .meta({ title: 'Synthetic users', description: 'Conversations that models have with each other.' });

/** A `*.users.json` file: who talks to whom, for how long and how often. */
export type UsersFile = z.infer<typeof usersType>;
export type Speaker = z.infer<typeof speaker>;
export type Judging = z.infer<typeof judging>;

/** A JSON Schema, draft 07. */
type JsonSchema = { readonly [keyword: string]: unknown };

/** The schema of `*.users.json` for editors. */
export function usersFileSchema(): JsonSchema {
  const schema = z.toJSONSchema(usersType, { target: 'draft-7', io: 'input' });
  return { ...schema, allowComments: true, allowTrailingCommas: true };
}

/** Reads such a file, comments allowed. Throws a `Problem` that names the first thing that is wrong. */
export function readUsersFile(text: string, name: string): UsersFile {
  const value = readJson(text.replace(/^\uFEFF/, ''));
  const read = usersType.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new Problem({
    code: 'rejected',
    message:
      value === undefined ? `${name} is not JSON.` : `${name}: ${place}${issue?.message ?? 'it is wrong'}.`,
    remedy: 'Correct the file; docs/synthetic-users.md shows one.',
  });
}
