import * as z from 'zod';

const auto = z.literal('auto');
const epochs = z.union([auto, z.int().min(1).max(50)]).nullish();
const batch = z.union([auto, z.int().min(1).max(256)]).nullish();
const rate = z.union([auto, z.number().positive()]).nullish();

const supervised = z.strictObject({ n_epochs: epochs, batch_size: batch, learning_rate_multiplier: rate });

const dpo = supervised.extend({ beta: z.union([auto, z.number().positive().max(2)]).nullish() });

const reinforcement = supervised.extend({
  reasoning_effort: z.enum(['default', 'low', 'medium', 'high']).nullish(),
  compute_multiplier: z.union([auto, z.number().gt(0.00001).max(10)]).nullish(),
  eval_interval: z.union([auto, z.int().min(1)]).nullish(),
  eval_samples: z.union([auto, z.int().min(1)]).nullish(),
});

/** `method`: the type, and under its name what belongs to it. */
const method = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('supervised'),
    supervised: z.strictObject({ hyperparameters: supervised.optional() }).optional(),
  }),
  z.strictObject({
    type: z.literal('dpo'),
    dpo: z.strictObject({ hyperparameters: dpo.optional() }).optional(),
  }),
  z.strictObject({
    type: z.literal('reinforcement'),
    reinforcement: z.strictObject({
      grader: z.record(z.string(), z.unknown()),
      response_format: z.record(z.string(), z.unknown()).nullish(),
      hyperparameters: reinforcement.optional(),
    }),
  }),
]);

const integration = z.strictObject({
  type: z.literal('wandb'),
  wandb: z.strictObject({
    project: z.string(),
    name: z.string().nullish(),
    entity: z.string().nullish(),
    tags: z.array(z.string()).optional(),
  }),
});

/** `POST /fine_tuning/jobs` */
export const createJobSchema = z.strictObject({
  model: z.string().min(1),
  training_file: z.string().min(1),
  validation_file: z.string().min(1).nullish(),
  suffix: z.string().min(1).max(64).nullish(),
  seed: z.int().min(0).max(2_147_483_647).nullish(),
  metadata: z
    .record(z.string().max(64), z.string().max(512))
    .refine(pairs => Object.keys(pairs).length <= 16, 'at most 16 pairs are kept')
    .nullish(),
  integrations: z.array(integration).max(5).nullish(),
  hyperparameters: supervised.nullish(),
  method: method.nullish(),
});

export type CreateJobRequest = z.infer<typeof createJobSchema>;
