import * as z from 'zod';
import { SIMILARITY_METRICS } from '../similarity/similarity.ts';

/** Compares two texts. */
export interface StringCheckGrader {
  type: 'string_check';
  name: string;
  input: string;
  reference: string;
  operation: 'eq' | 'ne' | 'like' | 'ilike';
}

/** Scores how similar two texts are. */
export interface TextSimilarityGrader {
  type: 'text_similarity';
  name: string;
  input: string;
  reference: string;
  evaluation_metric: (typeof SIMILARITY_METRICS)[number];
}

/** Combines other graders by a formula over their names. */
export interface MultiGrader {
  type: 'multi';
  name: string;
  graders: Record<string, StringCheckGrader | TextSimilarityGrader>;
  calculate_output: string;
}

/** The graders of OpenAI's API that need no model and no Python. Shapes as in its API description. */
export type OpenaiGrader = StringCheckGrader | TextSimilarityGrader | MultiGrader;

const stringCheck = z.object({
  type: z.literal('string_check'),
  name: z.string(),
  input: z.string(),
  reference: z.string(),
  operation: z.enum(['eq', 'ne', 'like', 'ilike']),
});

const textSimilarity = z.object({
  type: z.literal('text_similarity'),
  name: z.string(),
  input: z.string(),
  reference: z.string(),
  evaluation_metric: z.enum(SIMILARITY_METRICS),
});

/** Checks a grader that came from outside. Types that need a model or Python do not pass. */
export const openaiGraderSchema: z.ZodType<OpenaiGrader> = z.discriminatedUnion('type', [
  stringCheck,
  textSimilarity,
  z.object({
    type: z.literal('multi'),
    name: z.string(),
    graders: z.record(z.string(), z.discriminatedUnion('type', [stringCheck, textSimilarity])),
    calculate_output: z.string(),
  }),
]);
