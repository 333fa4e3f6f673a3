import type { ChatMessage } from '../../provider/chat.ts';
import { plainWordsOf } from '../../similar/shingles.ts';
import { type ProblemData, toProblemData } from '../../util/problem.ts';
import { textOfMessages } from '../compare/textOfMessages.ts';
import type { TrainingRow } from '../training/trainingRows.ts';
import type { Feedback, JudgedAnswer } from './feedback.ts';
import { type Learnable, likedAnswers, preferencePairs } from './learnable.ts';

/** `sft`: examples to imitate. `dpo`: a better and a worse answer each. Both in OpenAI's format. */
export type FeedbackDatasetKind = 'sft' | 'dpo';

/** Where a row of the dataset comes from, for the file beside it. */
export interface RowOrigin {
  /** Zero-based line of the dataset. */
  line: number;
  /** Ids of the feedback. */
  feedback: string[];
  case: string;
  /** The comparison in which it was said. */
  source?: string;
  from?: Feedback['from'];
  /** The template that the row was rendered from, and its hash when the answer was given. */
  template?: string;
  templateHash?: string;
  variant?: string;
}

export interface FeedbackDataset {
  /** One line each, without its end. */
  rows: string[];
  origins: RowOrigin[];
  /** Rows that stand in the training file already. */
  known: number;
  /** Cases that are kept for evaluation. */
  heldOut: number;
  /** Cases whose prompt cannot be rendered any more. */
  failed: { case: string; problem: ProblemData }[];
}

export interface FeedbackDatasetOptions {
  kind: FeedbackDatasetKind;
  /** What was asked, rendered from the template as it is now. Throws a `Problem` when that cannot be done. */
  promptOf(feedback: Feedback, answer: JudgedAnswer | undefined): Promise<readonly ChatMessage[]>;
  /** Rows that are there already. */
  training?: readonly TrainingRow[];
  /** Whether a case is kept for evaluation and must not be learnt. */
  isHeldOut?(feedback: Feedback): boolean;
}

/** Makes training rows of what people said. */
export async function feedbackDataset(
  feedback: readonly Feedback[],
  { kind, promptOf, training = [], isHeldOut = () => false }: FeedbackDatasetOptions,
): Promise<FeedbackDataset> {
  const made: FeedbackDataset = { rows: [], origins: [], known: 0, heldOut: 0, failed: [] };
  const known = new Set(training.map(({ prompt, answer }) => keyOf(prompt, answer)));
  for (const one of kind === 'sft' ? likedAnswers(feedback) : preferencePairs(feedback)) {
    const [first] = one.feedback;
    if (isHeldOut(first)) {
      made.heldOut += 1;
      continue;
    }
    let prompt: readonly ChatMessage[];
    try {
      prompt = await promptOf(first, one.answer);
    } catch (error) {
      made.failed.push({ case: first.case, problem: toProblemData(error) });
      continue;
    }
    const key = keyOf(asked(prompt), one.good);
    // The same answer to the same question teaches nothing twice; a pair may differ in its worse half.
    const own = kind === 'sft' ? key : `${key}\u0000${one.bad}`;
    if (known.has(key) || known.has(own)) {
      made.known += 1;
      continue;
    }
    known.add(own);
    made.origins.push(originOf(one, made.rows.length));
    made.rows.push(JSON.stringify(rowOf(kind, prompt, one)));
  }
  return made;
}

function rowOf(kind: FeedbackDatasetKind, messages: readonly ChatMessage[], { good, bad }: Learnable) {
  const answer = (content: string) => ({ role: 'assistant', content });
  if (kind === 'sft') return { messages: [...messages, answer(good)] };
  return { input: { messages }, preferred_output: [answer(good)], non_preferred_output: [answer(bad ?? '')] };
}

function originOf({ feedback, answer }: Learnable, line: number): RowOrigin {
  const [{ case: id, source, from }] = feedback;
  return {
    line,
    feedback: feedback.map(one => one.id),
    case: id,
    ...(source !== undefined && { source }),
    ...(from && { from }),
    ...(answer?.template !== undefined && { template: answer.template }),
    ...(answer?.templateHash !== undefined && { templateHash: answer.templateHash }),
    ...(answer && { variant: answer.variant }),
  };
}

function asked(messages: readonly ChatMessage[]): string {
  return textOfMessages(messages, 'user');
}

function keyOf(prompt: string, answer: string): string {
  return `${plainWordsOf(prompt).join(' ')}\u0000${plainWordsOf(answer).join(' ')}`;
}
