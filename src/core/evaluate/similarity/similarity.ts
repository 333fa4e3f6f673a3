import { bleu } from './bleu.ts';
import { cosine } from './cosine.ts';
import { fuzzyMatch } from './fuzzyMatch.ts';
import { gleu } from './gleu.ts';
import { meteor } from './meteor.ts';
import { rougeL } from './rougeL.ts';
import { rougeN } from './rougeN.ts';
import { casedWords, plainWords } from './similarityWords.ts';

/** The metrics that OpenAI's `text_similarity` grader names. */
export const SIMILARITY_METRICS = [
  'fuzzy_match',
  'bleu',
  'gleu',
  'meteor',
  'cosine',
  'rouge_1',
  'rouge_2',
  'rouge_3',
  'rouge_4',
  'rouge_5',
  'rouge_l',
] as const;

export type SimilarityMetric = (typeof SIMILARITY_METRICS)[number];

/**
 * How similar a text is to a reference, from 0 to 1. OpenAI does not say which variant of each metric it runs; each
 * file here names its source. BLEU and GLEU see case and punctuation, the others do not.
 */
export function textSimilarity(metric: SimilarityMetric, text: string, reference: string): number {
  return METRICS[metric](text, reference);
}

const METRICS: Record<SimilarityMetric, (text: string, reference: string) => number> = {
  fuzzy_match: fuzzyMatch,
  bleu: (text, reference) => bleu(casedWords(text), [casedWords(reference)], 'add-one'),
  gleu: (text, reference) => gleu(casedWords(text), casedWords(reference)),
  meteor: (text, reference) => meteor(plainWords(text), plainWords(reference)),
  cosine: (text, reference) => cosine(plainWords(text), plainWords(reference)),
  rouge_1: rouge(1),
  rouge_2: rouge(2),
  rouge_3: rouge(3),
  rouge_4: rouge(4),
  rouge_5: rouge(5),
  rouge_l: (text, reference) => rougeL(plainWords(text), plainWords(reference)).f1,
};

function rouge(size: number): (text: string, reference: string) => number {
  return (text, reference) => rougeN(plainWords(text), plainWords(reference), size).f1;
}
