import type { MovePlan, MovedDataset } from '../../../../src/core/move/movePlan.ts';
import { planMove, type TriedDataset } from '../../../../src/core/move/planMove.ts';
import { formatsForConsumer } from '../../../../src/core/convert/destinations.ts';
import type { FormatId } from '../../../../src/core/formats/format.ts';
import type { ToolId } from '../../../../src/core/move/tools.ts';
import type { Tune } from '../../../../src/core/tune/tuneFile.ts';

const NONE = { error: 0, warning: 0, info: 0 };

/** What a trial of a clean dataset of 100 short examples finds. */
export function tried(changes: Partial<TriedDataset> = {}): TriedDataset {
  return {
    ...{ format: 'openai-sft', to: 'openai-sft', kept: true, examples: 100, written: 100 },
    ...{ lost: [], refused: [], fixes: 0, before: NONE, after: NONE, worst: [] },
    ...{ bytes: 20_000, longestTokens: 300, weighted: false, learnsLastOnly: true, columns: ['messages'] },
    ...changes,
  };
}

const FORMATS: Record<string, FormatId> = {
  supervised: 'openai-sft',
  dpo: 'openai-dpo',
  reinforcement: 'openai-rft',
};

/** The plan of a tune that is moved to a trainer of one's own; `data` is what its datasets turn out to be there. */
export function toolPlan(
  tune: Partial<Tune>,
  tool: ToolId,
  data: Partial<MovedDataset> = {},
): Promise<MovePlan> {
  const whole: Tune = {
    ...{ connection: 'openai', model: 'gpt-4.1-mini-2025-04-14', training: 'train.jsonl' },
    ...tune,
  };
  const format = FORMATS[whole.method ?? 'supervised']!;
  return planMove(
    {
      ...{ tune: whole, text: JSON.stringify(whole), stem: 'mine', from: undefined },
      ...{ to: { kind: 'tool', tool }, oldModels: [], folder: '' },
    },
    {
      today: '2026-11-27',
      resolve: name => `/project/${name}`,
      settingsOf: async () => ({ target: 'generic', rules: {} }),
      tryDataset: async ({ consumer }) => {
        const to = formatsForConsumer(consumer, format)[0];
        return tried({ format, kept: false, ...(to && { to }), ...data });
      },
      comparisons: async () => [],
    },
  );
}
