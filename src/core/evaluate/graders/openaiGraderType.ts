import * as z from 'zod';
import { SIMILARITY_METRICS } from '../similarity/similarity.ts';

const names = z.array(z.string().min(1)).min(1);
const model = z.string().min(1);
const connection = z.string().optional().meta({ description: 'The connection of the judge.' });
const messages = z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1);

const stringCheck = z
  .looseObject({
    type: z.literal('string_check'),
    name: z.string(),
    input: z.string(),
    reference: z.string(),
    operation: z.enum(['eq', 'ne', 'like', 'ilike']),
  })
  .meta({ title: 'OpenAI: string check' });
const textSimilarity = z
  .looseObject({
    type: z.literal('text_similarity'),
    name: z.string(),
    input: z.string(),
    reference: z.string(),
    evaluation_metric: z.enum(SIMILARITY_METRICS),
    pass_threshold: z.number().optional(),
  })
  .meta({ title: 'OpenAI: text similarity' });
const sampling = z.looseObject({}).optional();
const scoreModel = z
  .looseObject({
    type: z.literal('score_model'),
    name: z.string(),
    model,
    input: messages,
    range: z.tuple([z.number(), z.number()]).optional(),
    pass_threshold: z.number().optional(),
    sampling_params: sampling,
    connection,
  })
  .meta({ title: 'OpenAI: score by a model' });
const labelModel = z
  .looseObject({
    type: z.literal('label_model'),
    name: z.string(),
    model,
    input: messages,
    labels: names,
    passing_labels: names,
    sampling_params: sampling,
    connection,
  })
  .meta({ title: 'OpenAI: label by a model' });
const multi = z
  .looseObject({
    type: z.literal('multi'),
    name: z.string(),
    graders: z.record(
      z.string(),
      z.discriminatedUnion('type', [stringCheck, textSimilarity, scoreModel, labelModel]),
    ),
    calculate_output: z.string(),
    pass_threshold: z.number().optional(),
  })
  .meta({ title: 'OpenAI: several graders' });

/** OpenAI's own graders that need no Python. Keys that are not known here are kept for the export. */
export const OPENAI_GRADER_TYPES = [stringCheck, textSimilarity, scoreModel, labelModel, multi] as const;

export type ScoreModelGrader = z.infer<typeof scoreModel>;
export type LabelModelGrader = z.infer<typeof labelModel>;
export type MultiModelGrader = z.infer<typeof multi>;
