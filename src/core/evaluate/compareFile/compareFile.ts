import * as z from 'zod';
import { graderType } from '../graders/graderType.ts';

/** A JSON Schema, draft 07. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Where values of a case come from in a row: a column, or a path such as `messages[0].content` or `messages[-1].content`. */
const rowPath = z.string().min(1);

const variant = z
  .strictObject({
    name: z.string().min(1).max(80).meta({ description: 'The heading of its column.' }),
    template: z.string().min(1).optional().meta({
      description:
        'The chat template: a path relative to this file. Without one the conversation of each case is sent as it is.',
    }),
    connection: z
      .string()
      .optional()
      .meta({ description: 'The connection to ask. The template’s when left out, else the sandbox.' }),
    model: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'The model to ask. The template’s when left out.' }),
    tune: z.string().min(1).optional().meta({
      description:
        'Instead of a connection and a model: a *.tune.json, a path relative to this file. The model is asked that its latest job made.',
    }),
    parameters: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Parameters of the request, such as temperature. They win over the template’s.' }),
    trainingFile: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'What the model was trained on: cases that stand in it are marked.' }),
    round: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Which round of tuning it is of, for the chart over rounds.' }),
  })
  .meta({ title: 'Variant', defaultSnippets: [{ label: 'New variant', body: { name: '$1', model: '$2' } }] });

const datasetCases = z
  .strictObject({
    dataset: z
      .string()
      .min(1)
      .meta({ description: 'A JSONL, JSON or CSV file: a path relative to this file.' }),
    map: z.record(z.string(), rowPath).optional().meta({
      description: 'Variable of the templates: column or path in the row. Else columns keep their names.',
    }),
    reference: rowPath.optional().meta({
      description: 'Column or path of the wanted answer. The last answer of a conversation when left out.',
    }),
  })
  .meta({ title: 'Rows of a dataset' });

const setCases = z
  .strictObject({
    inputs: z.string().min(1).meta({ description: 'A NAME.inputs.json file: a path relative to this file.' }),
    sets: z.array(z.string()).min(1).optional().meta({ description: 'The sets to take. All when left out.' }),
    reference: z.string().optional().meta({ description: 'The value that holds the wanted answer.' }),
  })
  .meta({ title: 'Sets of example values' });

const typedCase = z
  .strictObject({
    name: z.string().optional(),
    values: z.record(z.string(), z.unknown()).optional().meta({ description: 'Values for the templates.' }),
    messages: z
      .array(z.looseObject({ role: z.string(), content: z.unknown() }))
      .min(1)
      .optional()
      .meta({ description: 'The conversation to answer, for variants without a template.' }),
    reference: z.string().optional().meta({ description: 'The wanted answer.' }),
  })
  .meta({ title: 'A case' });

/** A `*.compare.json` file: variants, cases, graders. */
export const compareFileType = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().optional().meta({ description: 'A name to show.' }),
    description: z.string().optional().meta({ description: 'What is to be found out.' }),
    variants: z.array(variant).min(1).max(24).meta({ description: 'What is compared: one column each.' }),
    cases: z
      .array(z.union([datasetCases, setCases, typedCase]))
      .min(1)
      .meta({ description: 'What every variant answers: one row each.' }),
    graders: z
      .array(z.union([z.string().min(1), graderType]))
      .optional()
      .meta({ description: 'What judges the answers: a *.grader.json file, or a grader as it is.' }),
    sample: z
      .strictObject({
        size: z.int().min(1).optional().meta({ description: 'How many cases to draw; all when left out.' }),
        seed: z
          .int()
          .min(0)
          .optional()
          .meta({ description: 'The same seed draws the same cases. 1 when left out.' }),
      })
      .optional()
      .meta({ description: 'Draws some of the cases.' }),
    repetitions: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'How often each is asked. 1 when left out.' }),
    blind: z
      .boolean()
      .optional()
      .meta({ description: 'Columns are shuffled and unnamed until they are revealed.' }),
    judgeAgreement: z.number().min(-1).max(1).optional().meta({
      description: 'Cohen’s kappa with your thumbs from which on a judge is trusted. 0.6 when left out.',
    }),
    confidence: z
      .number()
      .gt(0.5)
      .lt(1)
      .optional()
      .meta({ description: 'Of the intervals. 0.95 when left out.' }),
    maxCost: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'The most that one run may cost, in US dollars.' }),
    concurrency: z.int().min(1).max(64).optional().meta({ description: 'How many requests run at a time.' }),
  })
  .meta({
    title: 'Comparison',
    description: 'Variants of a prompt and a model, compared over the same cases.',
  });

export type CompareFile = z.infer<typeof compareFileType>;
export type Variant = CompareFile['variants'][number];
export type CaseSource = CompareFile['cases'][number];
export type GraderSource = NonNullable<CompareFile['graders']>[number];

export const DEFAULT_AGREEMENT = 0.6;
export const DEFAULT_CONFIDENCE = 0.95;
export const DEFAULT_SEED = 1;

/** Where the results of a comparison are kept, relative to the workspace folder. */
export function resultsPath(comparePath: string): string {
  const name = comparePath.replace(/(\.compare)?\.jsonc?$/i, '').replaceAll('/', '--');
  return `.tunewright/results/${name}.compare.jsonl`;
}

/** The schema of `*.compare.json` for editors. */
export function compareFileSchema(): JsonSchema {
  const schema = z.toJSONSchema(compareFileType, { target: 'draft-7', io: 'input' });
  return { ...schema, allowComments: true, allowTrailingCommas: true };
}

/** The schema of `*.grader.json` for editors. */
export function graderFileSchema(): JsonSchema {
  const schema = z.toJSONSchema(graderType, { target: 'draft-7', io: 'input' });
  return { ...schema, allowComments: true, allowTrailingCommas: true };
}
