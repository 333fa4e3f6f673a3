import type { Grader } from './graderType.ts';

/** A grader as OpenAI's API takes it, or why it has none like it. */
export function exportOpenai(
  grader: Grader,
  name: string,
): { grader: Record<string, unknown> } | { why: string } {
  switch (grader.type) {
    case 'string_check':
    case 'text_similarity':
    case 'score_model':
    case 'label_model':
    case 'multi':
      return { grader: withoutOwn(grader) };
    case 'exact_match': {
      // What OpenAI's check cannot leave out of account would change the score.
      if (grader.normalise && grader.normalise.length > 0)
        return { why: 'OpenAI’s check cannot ignore case, space or marks.' };
      return { grader: { type: 'string_check', name, ...sides(grader), operation: 'eq' } };
    }
    case 'contains': {
      const onlyCase = grader.normalise?.every(way => way === 'case') ?? true;
      if (grader.any || grader.all || grader.none || !onlyCase)
        return { why: 'OpenAI’s check looks for one text only.' };
      return {
        grader: {
          type: 'string_check',
          name,
          ...sides(grader),
          operation: grader.normalise?.length ? 'ilike' : 'like',
        },
      };
    }
    case 'similarity': {
      const { metric, threshold } = grader;
      return {
        grader: {
          ...{ type: 'text_similarity', name, ...sides(grader), evaluation_metric: metric },
          ...(threshold !== undefined && { pass_threshold: threshold }),
        },
      };
    }
    default:
      return { why: `OpenAI has no grader like ${grader.type.replaceAll('_', ' ')}.` };
  }
}

function sides({ of, reference }: { of?: string | undefined; reference?: string | undefined }) {
  return { input: of ?? '{{sample.output_text}}', reference: reference ?? '{{item.reference}}' };
}

function withoutOwn(grader: Grader): Record<string, unknown> {
  const { connection: _, $schema: __, ...rest } = grader as Record<string, unknown>;
  return rest;
}
