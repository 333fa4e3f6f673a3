import * as z from 'zod';
import { count } from '../../text/count.ts';
import { FEEDBACK_FILE, type Feedback } from './feedback.ts';

const answer = z.looseObject({ variant: z.string(), output: z.string() });
const line = z.looseObject({
  id: z.string().min(1),
  at: z.number(),
  kind: z.enum(['thumb', 'choice', 'comment', 'ideal']),
  case: z.string(),
  values: z.record(z.string(), z.unknown()),
  messages: z.array(z.looseObject({ role: z.string() })).optional(),
  answer: answer.optional(),
  left: answer.optional(),
  right: answer.optional(),
  thumb: z.enum(['up', 'down']).optional(),
  better: z.enum(['left', 'right', 'both', 'neither']).optional(),
  comment: z.string().optional(),
  ideal: z.string().optional(),
  removed: z.boolean().optional(),
});

/** What people said so far: of several lines about the same the last counts, and what was taken back is left out. */
export function readFeedback(text: string): { feedback: Feedback[]; skipped: number[] } {
  const byTopic = new Map<string, Feedback>();
  const skipped: number[] = [];
  for (const [index, one] of text.split('\n').entries()) {
    if (one.trim() === '') continue;
    const read = line.safeParse(jsonOf(one));
    if (!read.success) {
      skipped.push(index + 1);
      continue;
    }
    const feedback = read.data as unknown as Feedback;
    const topic = feedbackTopic(feedback);
    // A later word takes the later place.
    byTopic.delete(topic);
    if (!read.data.removed) byTopic.set(topic, feedback);
  }
  return { feedback: [...byTopic.values()], skipped };
}

/** Names the lines that cannot be read; nothing when there are none. */
export function unreadText(skipped: readonly number[]): string[] {
  if (skipped.length === 0) return [];
  const named = `${skipped.slice(0, 5).join(', ')}${skipped.length > 5 ? ', ...' : ''}`;
  return [
    `${count(skipped.length, 'line')} of ${FEEDBACK_FILE} cannot be read and ${skipped.length === 1 ? 'is' : 'are'} passed over: ${named}.`,
  ];
}

/** What is judged: a thumb on an answer replaces an earlier one on the same answer, and so on. */
export function feedbackTopic({
  kind,
  case: id,
  answer: judged,
  left,
  right,
  source,
}: Omit<Feedback, 'id' | 'at'>): string {
  if (kind === 'ideal') return JSON.stringify([kind, source, id]);
  if (kind === 'choice') return JSON.stringify([kind, source, id, ...[left?.variant, right?.variant].sort()]);
  return JSON.stringify([kind, source, id, judged?.variant, judged?.output]);
}

/** Whether two words about the same topic say the same, whichever answer of a pair stood on the left. */
export function saysTheSame(one: Said, other: Said): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'thumb') return one.thumb === other.thumb;
  if (one.kind === 'choice') return winnerOf(one) === winnerOf(other);
  return one.comment === other.comment && one.ideal === other.ideal;
}

type Said = Omit<Feedback, 'id' | 'at'>;

function winnerOf({ left, right, better }: Said): string | undefined {
  if (better === 'left') return `variant ${left?.variant}`;
  return better === 'right' ? `variant ${right?.variant}` : better;
}

/** The line to append, with its end. */
export function feedbackLine(feedback: Feedback): string {
  return `${JSON.stringify(feedback)}\n`;
}

/** The line that takes something back. */
export function removalLine(feedback: Feedback, at: number): string {
  return `${JSON.stringify({ ...feedback, at, removed: true })}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
