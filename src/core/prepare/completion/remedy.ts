import type { ColumnFacts } from './columns.ts';
import type { Pair } from './pair.ts';

/** What the legacy `prepare_data` would recommend for prompts and completions, judged over the whole file. */
export interface CompletionRemedy {
  id: string;
  /** What is offered; undefined when the file gives no reason. */
  offer(facts: ColumnFacts): { title: string; explanation: string; count: number } | undefined;
  /** What becomes of a pair; undefined when it is left out. Asked only when the remedy is offered. */
  apply(pair: Pair, facts: ColumnFacts): Pair | undefined;
}

/** A text as a person reads it in a sentence: line breaks are shown, and of a long text only the beginning. */
export function shown(text: string): string {
  const start = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return `\`${start.replaceAll('\n', '\\n')}\``;
}

const MAX_SHOWN = 60;
