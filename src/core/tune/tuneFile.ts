import * as z from 'zod';
import type { TrainingMethod } from '../provider/fineTuning.ts';

/** A JSON Schema, draft 07. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export const TUNE_METHODS = ['supervised', 'dpo', 'reinforcement'] as const satisfies TrainingMethod[];

/** What a tune may be, as far as no provider is asked. What a connection or a model allows is judged by `checkTune`. */
const auto = z.literal('auto').meta({ description: 'The provider chooses.' });

const path = (description: string) =>
  z
    .string()
    .min(1)
    .meta({ description: `${description}, relative to this file.` });

const hyperparameters = z
  .looseObject({
    n_epochs: z
      .union([auto, z.int().min(1).max(50)])
      .optional()
      .meta({ description: 'How often the training file is gone through.' }),
    batch_size: z
      .union([auto, z.int().min(1).max(256)])
      .optional()
      .meta({ description: 'Examples for each step of training.' }),
    learning_rate_multiplier: z.union([auto, z.number().positive()]).optional().meta({
      description: 'Larger learns faster and forgets more; the provider multiplies its own rate by it.',
    }),
    beta: z
      .union([auto, z.number().positive().max(2)])
      .optional()
      .meta({ description: 'dpo: how strongly the model is held to what it was before.' }),
    reasoning_effort: z
      .enum(['default', 'low', 'medium', 'high'])
      .optional()
      .meta({ description: 'reinforcement: how much the model thinks while it is trained.' }),
    compute_multiplier: z
      .union([auto, z.number().gt(0.00001).max(10)])
      .optional()
      .meta({ description: 'reinforcement: how much is tried out for each example.' }),
    eval_interval: z
      .union([auto, z.int().min(1)])
      .optional()
      .meta({ description: 'reinforcement: steps between evaluations.' }),
    eval_samples: z
      .union([auto, z.int().min(1)])
      .optional()
      .meta({ description: 'reinforcement: answers for each example in an evaluation.' }),
  })
  .meta({ title: 'Hyperparameters', description: 'What is left out is chosen by the provider.' });

const integration = z
  .strictObject({
    type: z.literal('wandb'),
    wandb: z.strictObject({
      project: z.string().min(1).meta({ description: 'The project that the run is shown in.' }),
      name: z.string().optional(),
      entity: z.string().optional(),
      tags: z.array(z.string()).optional(),
    }),
  })
  .meta({ title: 'Weights & Biases', description: 'The provider reports the run there.' });

/** A `*.tune.json` file: everything that is needed to launch one fine-tuning job. */
export const tuneFileType = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().optional().meta({ description: 'A name to show. Not sent.' }),
    description: z.string().optional().meta({ description: 'What the tune is for. Not sent.' }),
    connection: z.string().min(1).meta({ description: 'The connection to train on: its id or its name.' }),
    target: z.string().optional().meta({
      description:
        'The rulebook that the files are linted for; that of the connection when left out. Not sent.',
    }),
    model: z
      .string()
      .min(1)
      .meta({ description: 'The model to begin with: a base model, or a tune to train further.' }),
    method: z
      .enum(TUNE_METHODS)
      .optional()
      .meta({
        description: 'How it is trained. supervised when left out.',
        enumDescriptions: [
          'From examples of good answers.',
          'From pairs of a preferred and a rejected answer.',
          'From a grader that scores answers.',
        ],
      }),
    training: path('The training file'),
    validation: path('The validation file').optional(),
    hyperparameters: hyperparameters.optional(),
    suffix: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'Part of the name of the resulting model.' }),
    seed: z
      .int()
      .min(0)
      .max(2_147_483_647)
      .optional()
      .meta({ description: 'For training that repeats, as far as the provider can.' }),
    metadata: z
      .record(z.string().max(64), z.string().max(512))
      .optional()
      .meta({ description: 'Pairs of texts that are kept with the job. Tunewright adds one of its own.' }),
    integrations: z.array(integration).max(5).optional(),
    grader: z
      .looseObject({ type: z.string() })
      .optional()
      .meta({ description: 'reinforcement: what scores an answer.' }),
    responseFormat: z
      .looseObject({ type: z.string() })
      .optional()
      .meta({ description: 'reinforcement: the form of the answers, as in a request.' }),
  })
  .meta({ title: 'Tune', description: 'Everything that is needed to launch one fine-tuning job.' });

export type Tune = z.infer<typeof tuneFileType>;

/** The keys of a tune, in the order in which they are written. */
export const TUNE_KEYS = Object.keys(tuneFileType.shape) as readonly (keyof Tune)[];

/** The schema of `*.tune.json` for editors. */
export function tuneFileSchema(): JsonSchema {
  const schema = z.toJSONSchema(tuneFileType, { target: 'draft-7', io: 'input' });
  return { ...schema, allowComments: true, allowTrailingCommas: true };
}

/** The end of the name of a tune file. */
export const TUNE_SUFFIX = '.tune.json';
