import type { PlanEntry } from '../run/plan.ts';
import type { Conversation } from './converse.ts';
import type { Verdict } from './judgeConversations.ts';

/** A conversation that was had, with its id in its run. */
export interface HadConversation extends Conversation {
  id: string;
  /** When it ended, in milliseconds since 1970. */
  at: number;
}

/** One that a judge has judged, or not. */
export interface JudgedConversation extends HadConversation {
  verdict?: Verdict;
}

/** The conversations of a journal, in the order in which they were first had; of several with one id the last. */
export function hadConversations(entries: readonly PlanEntry<Conversation>[]): HadConversation[] {
  const last = new Map<string, HadConversation>();
  for (const { id, value, problem, at } of entries) if (value && !problem) last.set(id, { id, at, ...value });
  return [...last.values()];
}

/** Lines of a dataset of chats. */
export function* conversationLines(all: readonly HadConversation[]): Generator<string> {
  for (const { messages } of all) yield `${JSON.stringify({ messages })}\n`;
}

/** Lines with the verdicts, in the order of the conversations. */
export function* verdictLines(all: readonly JudgedConversation[]): Generator<string> {
  for (const { id, verdict } of all) {
    if (!verdict) continue;
    const { label, score, reason, model } = verdict;
    yield `${JSON.stringify({ id, label, score, ...(reason !== undefined && { reason }), model })}\n`;
  }
}

const COLUMNS = [
  'id',
  'turn',
  'role',
  'content',
  'persona',
  'topic',
  'user_model',
  'responder_model',
  'judge_model',
  'verdict',
  'score',
  'reason',
] as const;

/** Lines of a CSV file with one message each. */
export function* conversationCsv(all: readonly JudgedConversation[]): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const { id, messages, persona, topic, userModel, responderModel, verdict } of all) {
    for (const [turn, { role, content }] of messages.entries()) {
      const values = [
        id,
        String(turn + 1),
        role,
        content,
        persona ?? '',
        topic ?? '',
        userModel,
        responderModel,
        verdict?.model ?? '',
        verdict?.label ?? '',
        verdict === undefined ? '' : String(verdict.score),
        verdict?.reason ?? '',
      ];
      yield `${values.map(csvValue).join(',')}\r\n`;
    }
  }
}

/** Quoted where it must be. What a spreadsheet would take for a formula is made plain text by an apostrophe. */
function csvValue(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
