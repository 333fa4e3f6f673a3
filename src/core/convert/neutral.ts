import type { Piece, ReadExample, ReadPart, Turn } from '../formats/conversation.ts';
import type { FormatId } from '../formats/format.ts';
import { type Losses, Refusal } from './loss.ts';
import { partedResults } from './shareResults.ts';

/** An example that belongs to no format: what writers start from. */
export interface Neutral {
  /** The conversation up to the answer that is judged or trained last; for `chat` all of it but the last answer. */
  prompt: Turn[];
  /** The last answer, or the preferred one of a pair; absent where there is none. */
  answer?: Turn[];
  /** The other answer of a pair. */
  rejected?: Turn[];
  /** Whether the answer is a wanted one, where that is said. */
  label?: boolean;
  /** Text without speakers; then there are no turns. */
  text?: string;
  tools?: readonly unknown[];
  parallelToolCalls?: boolean;
  weight?: number;
  others: Readonly<Record<string, unknown>>;
}

/** How an instruction and its input are put together: tools disagree. */
export const ALPACA_JOINS = { line: '\n', blank: '\n\n', nothing: '' } as const;

export type AlpacaJoin = keyof typeof ALPACA_JOINS;

/** Takes an example out of its format. Throws a `Refusal` where there is nothing to take. */
export function neutralOf(read: ReadExample, from: FormatId, losses: Losses, join: AlpacaJoin): Neutral {
  if (from === 'pretokenized') throw new Refusal('no-tokens');
  const turns = (kind: ReadPart['part']) => read.parts.find(({ part }) => part === kind)?.turns;
  const neutral: Neutral = { prompt: [], others: { ...read.others } };
  if (read.tools && read.tools.length > 0) neutral.tools = read.tools;
  if (read.parallelToolCalls !== undefined) neutral.parallelToolCalls = read.parallelToolCalls;
  if (read.weight !== undefined) neutral.weight = read.weight;
  if (read.label !== undefined) neutral.label = read.label;
  const text = turns('text');
  if (text) {
    neutral.text = text
      .flatMap(({ pieces }) => pieces.map(piece => ('text' in piece ? piece.text : '')))
      .join('');
    if (text.some(({ weight }) => weight === 0)) losses.add('weights');
    return neutral;
  }
  const clean = (list: readonly Turn[] | undefined) => list?.map(turn => cleanTurn(turn, from, losses, join));
  const chat = clean(turns('chat'));
  if (chat) Object.assign(neutral, cutAtAnswer(chat));
  else {
    neutral.prompt = unlearnt(clean(turns('prompt')) ?? []);
    const answer = clean(turns('answer') ?? turns('preferred'));
    const rejected = clean(turns('rejected'));
    if (answer) neutral.answer = from === 'trl-stepwise' ? joinedSteps(answer, losses) : answer;
    if (rejected) neutral.rejected = rejected;
  }
  if (neutral.rejected && neutral.prompt.length === 0) takeCommonBeginning(neutral);
  if (neutral.prompt.length === 0 && !neutral.answer) throw new Refusal('no-messages');
  return neutral;
}

/** All turns of the wanted conversation, as a chat. */
export function wholeChat({ prompt, answer }: Neutral): Turn[] {
  return [...prompt, ...(answer ?? [])];
}

/** A chat is cut before the answers with which it ends. */
function cutAtAnswer(chat: readonly Turn[]): Pick<Neutral, 'prompt' | 'answer'> {
  let from = chat.length;
  while (from > 0 && chat[from - 1]?.speaker === 'assistant') from -= 1;
  return from < chat.length
    ? { prompt: chat.slice(0, from), answer: chat.slice(from) }
    : { prompt: [...chat] };
}

/** Where prompt and answer are told apart, what was answered before is context and not learnt. */
function unlearnt(prompt: readonly Turn[]): Turn[] {
  return prompt.map(turn =>
    turn.speaker === 'assistant' && turn.weight === undefined ? { ...turn, weight: 0 } : turn,
  );
}

/** Pairs without a prompt begin alike: that is their prompt. Source: TRL, implicit prompt. */
function takeCommonBeginning(neutral: Neutral): void {
  const { answer = [], rejected = [] } = neutral;
  let common = 0;
  while (
    common < Math.min(answer.length, rejected.length) - 1 &&
    JSON.stringify(said(answer[common]!)) === JSON.stringify(said(rejected[common]!))
  ) {
    common += 1;
  }
  neutral.prompt = unlearnt(answer.slice(0, common));
  neutral.answer = answer.slice(common);
  neutral.rejected = rejected.slice(common);
}

/** What a turn says, without the places where it stood. */
export function said({ speaker, pieces, name, weight }: Turn): unknown {
  return [speaker, pieces.map(({ path: _, ...piece }) => piece), name ?? null, weight ?? null];
}

function cleanTurn(turn: Turn, from: FormatId, losses: Losses, join: AlpacaJoin): Turn {
  if (turn.speaker === undefined) throw new Refusal('unknown-speaker');
  if (turn.unread.length > 0) losses.add('unread-keys');
  const speaker =
    turn.speaker === 'function' ? 'tool' : turn.speaker === 'developer' ? 'system' : turn.speaker;
  const kept = turn.pieces.filter(piece => {
    if (piece.kind === 'other') losses.add('unread-content');
    return piece.kind !== 'other';
  });
  const pieces =
    from === 'alpaca'
      ? joinedTexts(kept, ALPACA_JOINS[join])
      : kept.flatMap(piece => partedResults(piece, from));
  // An answer is learnt unless something else is said, so a weight of one says nothing, and on others it has no effect.
  const { weight, ...rest } = turn;
  const muted = speaker === 'assistant' && weight === 0;
  return { ...rest, speaker, pieces, ...(muted ? { weight } : {}) };
}

/** Instruction and input as the one text that the trainer makes of them. */
function joinedTexts(pieces: readonly Piece[], join: string): Piece[] {
  const [first, second] = pieces;
  if (pieces.length !== 2 || first?.kind !== 'text' || second?.kind !== 'text') return [...pieces];
  return [{ kind: 'text', text: first.text + join + second.text, path: first.path }];
}

/** The steps of an answer as one answer. */
function joinedSteps(answer: readonly Turn[], losses: Losses): Turn[] {
  losses.add('steps');
  const texts = answer.flatMap(({ pieces }) =>
    pieces.flatMap(piece => ('text' in piece ? [piece.text] : [])),
  );
  const [first] = answer;
  return first ? [{ ...first, pieces: [{ kind: 'text', text: texts.join('\n'), path: first.path }] }] : [];
}
