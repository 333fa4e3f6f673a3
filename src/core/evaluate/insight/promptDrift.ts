import { detectFormat } from '../../formats/detect.ts';
import { textOfTurn } from '../../formats/conversation.ts';
import { formatOf } from '../../formats/registry.ts';
import { isObject } from '../../jsonl/shape.ts';
import type { ChatMessage } from '../../provider/chat.ts';
import { splitLines } from '../../text/cutLines.ts';
import { isAbort } from '../../util/problem.ts';
import type { CompareHost } from '../compare/compareHost.ts';
import type { OpenComparison, OpenVariant } from '../compare/openComparison.ts';
import { renderRequest } from '../compare/openPrompt.ts';
import { textOfMessages } from '../compare/textOfMessages.ts';
import type { Case } from '../case.ts';

/** A variant is asked otherwise than it was trained. Plain data. */
export interface PromptDrift {
  variant: string;
  /**
   * `system`: its training examples have a system message that is not sent, or another one; `frame`: its training
   * questions all begin or end with a text that is not sent; `turns`: there are example turns that training had not.
   */
  kind: 'system' | 'frame' | 'turns';
  /** What training had; empty for a system message or turns where it had none. */
  trained: string;
  /** What is sent. */
  sent: string;
}

/** How training prompts look, as far as all or most of them look alike. */
export interface TrainingFrame {
  /** Every system message, without space around it; an empty text for examples without one. */
  systems: ReadonlySet<string>;
  /** With what all questions begin and end; empty texts where they do not. */
  before: string;
  after: string;
  /** Most messages before the answer. */
  turns: number;
}

/** Examples that are looked at. */
const MOST_EXAMPLES = 500;
/** Cases that are rendered. */
const MOST_CASES = 3;
/** A beginning or end that is shorter may be chance. */
const LEAST_FRAME = 4;
/** Fewer examples share something by chance. */
const FEWEST_EXAMPLES = 5;

/** Reads the frame of a training file, whatever its format; undefined when it holds no prompts. */
export function trainingFrame(text: string): TrainingFrame | undefined {
  const systems = new Set<string>();
  const questions: string[] = [];
  let turns = 0;
  for (const line of splitLines(text).slice(0, MOST_EXAMPLES)) {
    const parts = partsOf(line);
    const [first] = parts ?? [];
    if (!first) continue;
    const said = first.turns.map(turn => ({ speaker: turn.speaker, text: textOfTurn(turn) }));
    const before = said.at(-1)?.speaker === 'assistant' ? said.slice(0, -1) : said;
    const isSystem = (speaker: string | undefined) => speaker === 'system' || speaker === 'developer';
    systems.add(
      before
        .filter(({ speaker }) => isSystem(speaker))
        .map(one => one.text)
        .join('\n')
        .trim(),
    );
    const question = before.findLast(({ speaker }) => speaker === 'user');
    if (question) questions.push(question.text);
    turns = Math.max(turns, before.filter(({ speaker }) => !isSystem(speaker)).length);
  }
  if (systems.size === 0) return undefined;
  const isEnough = questions.length >= FEWEST_EXAMPLES;
  const before = isEnough ? wholeWords(questions.reduce(sharedStart)) : '';
  const after = isEnough ? questions.map(reversed).reduce(sharedStart) : '';
  return { systems, before, after: wholeWords(reversed(after), true), turns };
}

/** What differs between a frame and messages that are sent. */
export function driftOf(
  { systems, before, after, turns }: TrainingFrame,
  messages: readonly ChatMessage[],
): Omit<PromptDrift, 'variant'>[] {
  const found: Omit<PromptDrift, 'variant'>[] = [];
  const system = [textOfMessages(messages, 'system'), textOfMessages(messages, 'developer')]
    .filter(text => text !== '')
    .join('\n')
    .trim();
  if (!systems.has(system)) found.push({ kind: 'system', trained: [...systems][0]!, sent: system });
  const others = messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  const asked = others.findLast(({ role }) => role === 'user')?.content;
  if (typeof asked === 'string') {
    const lacks = !asked.startsWith(before) ? before : !asked.endsWith(after) ? after : '';
    if (lacks.trim().length >= LEAST_FRAME) found.push({ kind: 'frame', trained: lacks, sent: asked });
  }
  if (others.length > turns)
    found.push({ kind: 'turns', trained: String(turns), sent: String(others.length) });
  return found;
}

/** How the prompts of each variant differ from those of its training file, by the first cases. `training` has the texts. */
export async function findPromptDrift(
  { variants, cases }: Pick<OpenComparison, 'variants' | 'cases'>,
  training: ReadonlyMap<string, { text: string }>,
  host: Pick<CompareHost, 'renderPrompt'>,
  signal: AbortSignal,
): Promise<PromptDrift[]> {
  const found: PromptDrift[] = [];
  for (const variant of variants) {
    const file = training.get(variant.name);
    const frame = file && trainingFrame(file.text);
    if (!frame) continue;
    const kinds = new Map<PromptDrift['kind'], PromptDrift>();
    for (const one of cases.slice(0, MOST_CASES)) {
      const messages = await messagesOf(variant, one, host, signal);
      for (const drift of messages ? driftOf(frame, messages) : [])
        kinds.set(drift.kind, { variant: variant.name, ...drift });
    }
    found.push(...kinds.values());
  }
  return found;
}

/** Undefined for what cannot be rendered: that is told where it is asked. */
async function messagesOf(
  { prompt }: OpenVariant,
  { values, messages }: Case,
  host: Pick<CompareHost, 'renderPrompt'>,
  signal: AbortSignal,
): Promise<readonly ChatMessage[] | undefined> {
  if (!prompt) return messages;
  try {
    const request = await renderRequest(prompt.file, values, host, signal);
    return request.messages as ChatMessage[];
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return undefined;
  }
}

function partsOf(line: string) {
  try {
    const value: unknown = JSON.parse(line);
    const format = isObject(value) ? detectFormat(value) : undefined;
    const parts = format && isObject(value) ? formatOf(format)?.read(value).parts : undefined;
    return parts?.filter(({ part }) => part === 'chat' || part === 'prompt');
  } catch {
    return undefined;
  }
}

function sharedStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

/** Without the word that is cut in two. */
function wholeWords(text: string, isEnd = false): string {
  return isEnd ? text.replace(/^[\p{L}\p{N}]+/u, '') : text.replace(/[\p{L}\p{N}]+$/u, '');
}
