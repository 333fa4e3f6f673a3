import azure from './azure.json' with { type: 'json' };
import openai from './openai.json' with { type: 'json' };

/** How a model may be trained; `completion` is the old prompt-and-completion way. */
export type TableMethod = 'supervised' | 'vision' | 'dpo' | 'reinforcement' | 'completion';

/** One row of a dated table. What no source tells is absent. */
export interface ModelRow {
  id: string;
  /** Undated names for the same model. */
  aliases?: string[];
  methods: TableMethod[];
  /** The longest conversation it answers, in tokens. */
  contextTokens?: number;
  /** The longest training example, in tokens; what is longer is cut at its end. */
  exampleTokens?: number;
  /** The name of its tokenizer's encoding. */
  encoding?: string;
  /**
   * US dollars for a million tokens: of training, and of calling the tune, which costs more than its base. Training
   * is by the hour where `trainingUnit` says so.
   */
  price?: {
    input?: number;
    cached?: number;
    output?: number;
    training?: number;
    trainingUnit?: 'million-tokens' | 'hour';
  };
  /** The last day on which a job can be started, YYYY-MM-DD. */
  lastJobDate?: string;
  /** The day from which it answers no more, YYYY-MM-DD. */
  endDate?: string;
  note?: string;
  sources: string[];
}

export interface ModelTable {
  provider: string;
  /** When the table was last compared with its sources, YYYY-MM-DD. */
  updated: string;
  /** What each source tag stands for. */
  sources: Record<string, string>;
  models: ModelRow[];
}

export interface ModelInfo extends ModelRow {
  /** True when the asked id is a tune of this model. */
  tuned: boolean;
  /** True when it answers no more. */
  ended: boolean;
  /** True when no job can be started any more. */
  jobsEnded: boolean;
  /** Such as "stops answering in 54 days"; absent when no end is known. */
  endText?: string;
  /** Such as "takes new jobs for 46 more days"; absent when no end is known. */
  jobsEndText?: string;
  /** The date of the table that says so. */
  updated: string;
}

/** The tables, by the kind of connection that they are about. */
export const modelTables: Readonly<Record<string, ModelTable>> = {
  openai: openai as ModelTable,
  azure: azure as ModelTable,
};

/** What our table knows of a model, tunes and checkpoints of it included. `today` is YYYY-MM-DD. */
export function modelInfo(kind: string, modelId: string, today: string): ModelInfo | undefined {
  const table = Object.hasOwn(modelTables, kind) ? modelTables[kind] : undefined;
  if (!table) return undefined;
  const base = baseModelOf(modelId);
  const row = table.models.find(item => item.id === base || item.aliases?.includes(base));
  if (!row) return undefined;
  const info: ModelInfo = {
    ...row,
    tuned: base !== modelId,
    ended: row.endDate !== undefined && daysBetween(today, row.endDate) <= 0,
    jobsEnded: row.lastJobDate !== undefined && daysBetween(today, row.lastJobDate) < 0,
    updated: table.updated,
  };
  if (row.endDate !== undefined) info.endText = endText(today, row.endDate);
  if (row.lastJobDate !== undefined) info.jobsEndText = jobsEndText(today, row.lastJobDate);
  return info;
}

/** `ft:gpt-4.1-mini-2025-04-14:org:name:id` -> `gpt-4.1-mini-2025-04-14`; any other id is its own base. */
export function baseModelOf(modelId: string): string {
  return modelId.startsWith('ft:') ? (modelId.split(':')[1] ?? modelId) : modelId;
}

/** When a model ends, from one day to another, both YYYY-MM-DD. */
export function endText(today: string, endDate: string): string {
  const days = daysBetween(today, endDate);
  if (days > 1) return `stops answering in ${days} days`;
  if (days === 1) return 'stops answering tomorrow';
  if (days === 0) return 'stops answering today';
  return days === -1 ? 'stopped answering yesterday' : `stopped answering ${-days} days ago`;
}

function jobsEndText(today: string, lastDate: string): string {
  const days = daysBetween(today, lastDate);
  if (days > 1) return `takes new jobs for ${days} more days`;
  if (days === 1) return 'takes new jobs until tomorrow';
  return days === 0 ? 'takes new jobs until today' : 'takes no new jobs any more';
}

/** Whole days from one YYYY-MM-DD to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day of a moment, YYYY-MM-DD in UTC. */
export function dayOfTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
