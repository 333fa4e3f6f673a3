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
    seed: z.int().optional().meta({ description: 'For the same draws in each run.' }),
  })
  .refine(({ turns }) => turns.min <= turns.max, { message: 'turns.min is above turns.max', path: ['turns'] })
  .meta({ title: 'Synthetic users', description: 'Conversations that models have with each other.' });

/** A `*.users.json` file: who talks to whom, for how long and how often. */
export type UsersFile = z.infer<typeof usersType>;
export type Speaker = z.infer<typeof speaker>;

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
