import * as z from 'zod';
import { OPENAI_GRADER_TYPES } from './openaiGraderType.ts';
import { SIMILARITY_METRICS } from '../similarity/similarity.ts';

const name = z.string().min(1).max(80).optional().meta({ description: 'What to call its scores.' });
const about = {
  $schema: z.string().optional(),
  name,
  description: z.string().optional().meta({ description: 'What it is for.' }),
};
const of = z
  .string()
  .optional()
  .meta({ description: 'The text to judge. The answer, {{ sample.output_text }}, when left out.' });
const reference = z
  .string()
  .optional()
  .meta({ description: 'What it is compared with. {{ item.reference }} when left out.' });
const threshold = z
  .number()
  .optional()
  .meta({ description: 'From which score on an answer passes. Without it the score is only averaged.' });
const normalise = z
  .array(z.enum(['case', 'space', 'punctuation', 'accents', 'width']))
  .optional()
  .meta({ description: 'What makes no difference. Space around the text never does.' });
const names = z.array(z.string().min(1)).min(1);
const model = z.string().min(1).meta({ description: 'The model that judges.' });
const connection = z.string().optional().meta({ description: 'The connection of the judge.' });
const template = z.string().min(1).meta({
  description:
    'The judge’s template: a path relative to this file. It is given the values of the case and `answer`, `reference`; in pairs `answer_a`, `answer_b`.',
});
const judges = z
  .array(z.strictObject({ model, connection }))
  .min(1)
  .optional()
  .meta({ description: 'Several judges; they vote.' });

const pattern = z.string().min(1).max(1000).refine(isPattern);

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    try {
      new RegExp(text);
      return true;
    } catch {
      return false;
    }
  }
}

const exactMatch = z
  .strictObject({ type: z.literal('exact_match'), ...about, of, reference, normalise })
  .meta({ title: 'Exact match', description: 'The answer is the reference.' });
const contains = z
  .strictObject({
    type: z.literal('contains'),
    ...about,
    of,
    reference,
    normalise,
    any: names.optional().meta({ description: 'One of these must be there, instead of the reference.' }),
    all: names.optional().meta({ description: 'All of these must be there, instead of the reference.' }),
    none: names.optional().meta({ description: 'None of these may be there.' }),
  })
  .meta({ title: 'Contains', description: 'The answer holds certain texts.' });
const regex = z
  .strictObject({
    type: z.literal('regex'),
    ...about,
    of,
    pattern,
    flags: z
      .string()
      .regex(/^[imsu]*$/)
      .optional(),
    negate: z.boolean().optional().meta({ description: 'Passes when the pattern is not found.' }),
  })
  .meta({ title: 'Regular expression', description: 'A pattern is found in the answer.' });
const label = z
  .strictObject({
    type: z.literal('label'),
    ...about,
    of,
    reference,
    labels: names
      .optional()
      .meta({ description: 'The labels that there are. Those of the references when left out.' }),
    synonyms: z
      .record(z.string().min(1), z.string().min(1))
      .optional()
      .meta({ description: 'Other words for labels, such as "yes": "true".' }),
    pattern: pattern.optional().meta({
      description: 'Where the label stands: the first group. Else the label is looked for as a word.',
    }),
    flags: z
      .string()
      .regex(/^[imsu]*$/)
      .optional(),
    take: z
      .enum(['first', 'last', 'only'])
      .optional()
      .meta({ description: 'Which of several labels in an answer counts. last when left out.' }),
  })
  .meta({
    title: 'Label',
    description: 'A label in the answer is the wanted one; gives a confusion matrix.',
  });
const jsonGrader = z
  .strictObject({
    type: z.literal('json'),
    ...about,
    of,
    schema: z
      .union([z.boolean(), z.record(z.string(), z.unknown())])
      .optional()
      .meta({ description: 'A JSON Schema. Without one, any JSON will do.' }),
    fenced: z.boolean().optional().meta({ description: 'Whether JSON inside ``` fences counts too.' }),
  })
  .meta({ title: 'JSON', description: 'The answer is JSON, and fits a schema.' });
const numberGrader = z
  .strictObject({
    type: z.literal('number'),
    ...about,
    of,
    reference,
    absolute: z.number().min(0).optional().meta({ description: 'Greatest distance from the reference.' }),
    relative: z.number().min(0).optional().meta({ description: 'The same as a share of the reference.' }),
    take: z.enum(['first', 'last', 'only']).optional(),
    decimal: z.enum(['point', 'comma']).optional().meta({
      description: 'What decimals begin with. When left out, 12,5 and 1.234,56 are read with a comma.',
    }),
  })
  .meta({ title: 'Number', description: 'A number in the answer is near the wanted one.' });
const similarity = z
  .strictObject({
    type: z.literal('similarity'),
    ...about,
    of,
    reference,
    metric: z.enum(SIMILARITY_METRICS),
    threshold,
  })
  .meta({ title: 'Text similarity', description: 'How similar the answer is to the reference, 0 to 1.' });
const toolCall = z
  .strictObject({
    type: z.literal('tool_call'),
    ...about,
    tool: z
      .string()
      .optional()
      .meta({ description: 'The function that must be called. The reference’s when left out.' }),
    arguments: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Arguments that it must be called with.' }),
    match: z
      .enum(['exact', 'subset', 'name'])
      .optional()
      .meta({ description: 'How arguments are compared. exact when left out.' }),
  })
  .meta({ title: 'Tool call', description: 'The wanted tool is called with the wanted arguments.' });
const length = z
  .strictObject({
    type: z.literal('length'),
    ...about,
    of,
    unit: z.enum(['characters', 'words', 'lines', 'tokens']).optional(),
    min: z.number().min(0).optional(),
    max: z.number().min(0).optional(),
  })
  .meta({ title: 'Length', description: 'The answer is neither too short nor too long.' });
const latency = z
  .strictObject({
    type: z.literal('latency'),
    ...about,
    maxMs: z.number().positive().optional().meta({ description: 'Passes up to here, in milliseconds.' }),
  })
  .meta({ title: 'Latency', description: 'Measures how long the answer took.' });
const price = z
  .strictObject({
    type: z.literal('price'),
    ...about,
    maxUsd: z.number().positive().optional().meta({ description: 'Passes up to here, in US dollars.' }),
  })
  .meta({ title: 'Price', description: 'Measures what the answer cost.' });
const judge = z
  .strictObject({
    type: z.literal('judge'),
    ...about,
    template,
    model: model.optional(),
    connection,
    judges,
    range: z
      .tuple([z.number(), z.number()])
      .optional()
      .meta({ description: 'The lowest and the highest score. 0 and 1 when left out.' }),
    choices: z
      .record(z.string(), z.number().min(0).max(1))
      .optional()
      .meta({ description: 'What each choice of the judge is worth, 0 to 1, instead of a score.' }),
    threshold,
  })
  .meta({ title: 'Judge', description: 'A model gives a score or makes a choice, with its reasons.' });
const pairwise = z
  .strictObject({
    type: z.literal('pairwise'),
    ...about,
    template,
    model: model.optional(),
    connection,
    judges,
  })
  .meta({
    title: 'Pairwise judge',
    description: 'A model says which of two answers is better, asked in both orders. Disagreement is a tie.',
  });

const KINDS = [
  exactMatch,
  contains,
  regex,
  label,
  jsonGrader,
  numberGrader,
  similarity,
  toolCall,
  length,
  latency,
  price,
  judge,
  pairwise,
  ...OPENAI_GRADER_TYPES,
] as const;

/** A grader, as a file or inside a comparison. The last five are OpenAI's own. */
export const graderType = z.discriminatedUnion('type', KINDS).meta({
  // Editors complete by the kinds that fit best, so those with more to be filled in would never be listed.
  properties: { type: { enum: KINDS.map(kind => kind.shape.type.value) } },
});

export type Grader = z.infer<typeof graderType>;
export type GraderOf<T extends Grader['type']> = Extract<Grader, { type: T }>;

/** Types that ask a model. */
export const JUDGES: readonly Grader['type'][] = ['judge', 'pairwise', 'score_model', 'label_model'];
