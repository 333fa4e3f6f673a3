import type { ChatMessage } from '../../provider/chat.ts';

/** What a person says of an answer. One line of `.tunewright/feedback.jsonl`; a later line about the same wins. */
export interface Feedback {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  kind: 'thumb' | 'choice' | 'comment' | 'ideal';
  /** The case, with what it takes to ask again. */
  case: string;
  values: Readonly<Record<string, unknown>>;
  messages?: readonly ChatMessage[];
  /** Where the case was a row of: such cases may be held out. */
  from?: { file?: string; line?: number; set?: string };
  /** The answer that is judged; absent for choices. For an ideal one: an answer beside it, which tells the template. */
  answer?: JudgedAnswer;
  /** For `thumb`. */
  thumb?: 'up' | 'down';
  /** For `choice`: the two answers and which is better; `both` and `neither` are ties. */
  left?: JudgedAnswer;
  right?: JudgedAnswer;
  better?: 'left' | 'right' | 'both' | 'neither';
  /** For `comment`. */
  comment?: string;
  /** For `ideal`: the answer as it should have been. */
  ideal?: string;
  /** The comparison or run in which it was said, relative to the workspace folder. */
  source?: string;
  /** True when the person did not see whose answer it was. */
  blind?: boolean;
}

/** An answer, with what made it. */
export interface JudgedAnswer {
  variant: string;
  output: string;
  repetition?: number;
  /** The model that answered. */
  model?: string;
  /** Template relative to the workspace folder, and a hash of its text as it was. */
  template?: string;
  templateHash?: string;
}

/** Where feedback is kept, relative to the workspace folder. */
export const FEEDBACK_FILE = '.tunewright/feedback.jsonl';
