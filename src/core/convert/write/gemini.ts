import type { Piece, Turn } from '../../formats/conversation.ts';
import { type Losses, Refusal } from '../loss.ts';
import { wholeChat } from '../neutral.ts';
import {
  asObject,
  functionsOf,
  joinedResults,
  type MediaPiece,
  tellToolIds,
  withCallIds,
} from '../pieces.ts';
import { systemFirst } from '../systemFirst.ts';
import {
  answerOf,
  rejectedOf,
  tellEarlierAnswers,
  tellNames,
  tellWeights,
  type Writer,
  framed,
} from '../writer.ts';

type Part = Record<string, unknown>;

/** Source: FORMATS a.15. */
export const geminiSftWriter: Writer = {
  format: 'gemini-sft',
  kind: 'chat',
  write(neutral, losses) {
    answerOf(neutral);
    const { system, contents } = contentsOf(wholeChat(neutral), losses);
    const value = {
      ...(system !== undefined && { systemInstruction: { parts: [{ text: system }] } }),
      contents,
    };
    return framed(value, neutral, losses, { tools: declarations, others: true });
  },
};

/** Source: FORMATS a.15. The system instruction is written in snake case here. */
export const geminiPreferenceWriter: Writer = {
  format: 'gemini-preference',
  kind: 'pair',
  write(neutral, losses) {
    tellEarlierAnswers(neutral, losses);
    const { system, contents } = contentsOf(neutral.prompt, losses);
    const value = {
      ...(system !== undefined && { system_instruction: { parts: [{ text: system }] } }),
      contents,
      completions: [
        { score: 1, completion: onlyContent(answerOf(neutral), losses) },
        { score: 0, completion: onlyContent(rejectedOf(neutral), losses) },
      ],
    };
    return framed(value, neutral, losses, { others: true });
  },
};

function contentsOf(
  turns: readonly Turn[],
  losses: Losses,
): { system: string | undefined; contents: Part[] } {
  const { system, rest } = systemFirst(turns, losses);
  tellWeights(rest, losses);
  tellNames(rest, losses);
  tellToolIds(withCallIds(rest), losses);
  // Answers of tools bear the names of their functions, which other formats tell by ids.
  return { system, contents: joinedResults(withCallIds(rest)).map(turn => contentOf(turn, losses)) };
}

function contentOf(turn: Turn, losses: Losses): Part {
  const role = turn.speaker === 'assistant' ? 'model' : 'user';
  return { role, parts: turn.pieces.flatMap(piece => partsOf(piece, losses)) };
}

function onlyContent(answer: readonly Turn[], losses: Losses): Part {
  const [turn, ...more] = answer;
  if (!turn || more.length > 0) throw new Refusal('several-turns');
  return contentOf(turn, losses);
}

function partsOf(piece: Piece, losses: Losses): Part[] {
  if (piece.kind === 'text') return [{ text: piece.text }];
  if (piece.kind === 'refusal') {
    losses.add('refusals');
    return [{ text: piece.text }];
  }
  if (piece.kind === 'reasoning') return [{ text: piece.text, thought: true }];
  if (piece.kind === 'call') {
    const args = asObject(piece.arguments, 'arguments', () => losses.add('tool-arguments'));
    return [{ functionCall: { name: piece.name, args } }];
  }
  if (piece.kind === 'result') {
    const response = asObject(piece.text, 'result', () => losses.add('tool-results'));
    return [{ functionResponse: { name: piece.name ?? 'tool', response } }];
  }
  return piece.kind === 'image' ? mediaParts(piece, losses) : [];
}

/** Media stand in a bucket; what is inline is lost. */
function mediaParts({ source, media, mimeType, detail }: MediaPiece, losses: Losses): Part[] {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(source)?.[1]?.toLowerCase();
  const type =
    mimeType ?? (ending && media !== 'file' ? `${media}/${ending === 'jpg' ? 'jpeg' : ending}` : undefined);
  if (source.startsWith('data:') || type === undefined) {
    losses.add('images');
    return [];
  }
  if (detail !== undefined) losses.add('image-detail');
  return [{ fileData: { mimeType: type, fileUri: source } }];
}

function declarations(tools: readonly unknown[], losses: Losses): Part {
  const functions = functionsOf(tools, losses);
  return functions.length > 0 ? { tools: [{ functionDeclarations: functions }] } : {};
}
