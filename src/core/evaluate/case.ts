import type { ChatMessage } from '../provider/chat.ts';

/** One question that every variant answers. Plain data. */
export interface Case {
  /** Made of what is asked and wanted, so that it stays the same when the row moves. */
  id: string;
  /** What to call it on screen: a name that was given, or the beginning of what is asked. */
  title: string;
  /** Values for templates, by the names of their variables. */
  values: Readonly<Record<string, unknown>>;
  /** The conversation to answer, for variants without a template; absent where there is none. */
  messages?: readonly ChatMessage[];
  /** The wanted answer; absent where nobody said. */
  reference?: string;
  from: CaseOrigin;
}

/** Where a case comes from. All absent: it was typed into the comparison. */
export interface CaseOrigin {
  /** Path relative to the workspace folder. */
  file?: string;
  /** Zero-based line of a dataset. */
  line?: number;
  /** Name of a set of example values. */
  set?: string;
}
