import type { Piece, Turn } from '../../formats/conversation.ts';
import { type Losses, Refusal } from '../loss.ts';
import { type Neutral, wholeChat } from '../neutral.ts';
import {
  asObject,
  dataUrl,
  functionsOf,
  joinedResults,
  type MediaPiece,
  withCallIds,
  withoutTools,
} from '../pieces.ts';
import { systemFirst } from '../systemFirst.ts';
import {
  answerOf,
  beside,
  rejectedOf,
  tellEarlierAnswers,
  tellNames,
  tellWeights,
  type Writer,
  framed,
} from '../writer.ts';
import { openaiMessages } from './openaiMessages.ts';

type Block = Record<string, unknown>;

/** Source: FORMATS a.16. Nova takes any text here, distillation this one alone. */
const SCHEMA_VERSION = 'bedrock-conversation-2024';

const HOLDS = { tools: toolConfig, others: true } as const;

export const bedrockConverseWriter: Writer = {
  format: 'bedrock-converse',
  kind: 'chat',
  write(neutral, losses) {
    answerOf(neutral);
    const { head, messages } = converse(wholeChat(neutral), losses);
    return framed({ ...head, messages }, neutral, losses, HOLDS);
  },
};

export const bedrockDpoWriter: Writer = {
  format: 'bedrock-dpo',
  kind: 'pair',
  write(neutral, losses) {
    tellEarlierAnswers(neutral, losses);
    const { head, messages } = converse(neutral.prompt, losses);
    const candidates = [
      { content: onlyContent(answerOf(neutral), losses), preferenceLabel: 'preferred' },
      { content: onlyContent(rejectedOf(neutral), losses), preferenceLabel: 'non-preferred' },
    ];
    const value = {
      ...head,
      messages: [...messages, { role: 'assistant', candidates }],
    };
    return framed(value, neutral, losses, { others: true });
  },
};

export const bedrockClaudeWriter: Writer = {
  format: 'bedrock-claude',
  kind: 'chat',
  write(neutral: Neutral, losses) {
    answerOf(neutral);
    const { system, rest } = systemFirst(withoutTools(wholeChat(neutral), losses), losses);
    tellWeights(rest, losses);
    tellNames(rest, losses);
    const unnamed = rest.map(({ name: _, ...turn }) => turn);
    return {
      ...(system !== undefined && { system }),
      messages: openaiMessages(unnamed, { reasoning: false, weights: false }, losses),
      ...beside(neutral, losses, {}),
    };
  },
};

function converse(turns: readonly Turn[], losses: Losses): { head: Block; messages: Block[] } {
  const { system, rest } = systemFirst(turns, losses);
  tellWeights(rest, losses);
  tellNames(rest, losses);
  const messages = joinedResults(withCallIds(rest)).map(turn => ({
    role: turn.speaker === 'assistant' ? 'assistant' : 'user',
    content: turn.pieces.flatMap(piece => blocksOf(piece, losses)),
  }));
  const head: Block = { schemaVersion: SCHEMA_VERSION };
  if (system !== undefined) head.system = [{ text: system }];
  return { head, messages };
}

function onlyContent(answer: readonly Turn[], losses: Losses): Block[] {
  const [turn, ...more] = answer;
  if (!turn || more.length > 0) throw new Refusal('several-turns');
  return turn.pieces.flatMap(piece => blocksOf(piece, losses));
}

function blocksOf(piece: Piece, losses: Losses): Block[] {
  if (piece.kind === 'text') return [{ text: piece.text }];
  if (piece.kind === 'refusal') {
    losses.add('refusals');
    return [{ text: piece.text }];
  }
  if (piece.kind === 'reasoning') return [{ reasoningContent: { reasoningText: { text: piece.text } } }];
  if (piece.kind === 'call') {
    const input = asObject(piece.arguments, 'arguments', () => losses.add('tool-arguments'));
    return [{ toolUse: { toolUseId: piece.id, name: piece.name, input } }];
  }
  if (piece.kind === 'result') {
    return [{ toolResult: { toolUseId: piece.id, content: [{ text: piece.text }] } }];
  }
  return piece.kind === 'image' ? mediaBlocks(piece, losses) : [];
}

/** Media come from the dataset's bucket, or as bytes. What stands elsewhere is lost. */
function mediaBlocks({ source, media, mimeType, detail }: MediaPiece, losses: Losses): Block[] {
  const inline = dataUrl(source);
  const format = (mimeType ?? inline?.mimeType)?.split('/')[1] ?? /\.(\w+)$/.exec(source)?.[1];
  const held = inline
    ? { bytes: inline.base64 }
    : source.startsWith('s3://')
      ? { s3Location: { uri: source } }
      : undefined;
  if (!held || format === undefined) {
    losses.add('images');
    return [];
  }
  if (detail !== undefined) losses.add('image-detail');
  return [{ [media === 'file' ? 'document' : media]: { format, source: held } }];
}

function toolConfig(tools: readonly unknown[], losses: Losses): Block {
  const specs = functionsOf(tools, losses).map(({ parameters, ...rest }) => ({
    toolSpec: { ...rest, ...(parameters === undefined ? {} : { inputSchema: { json: parameters } }) },
  }));
  return specs.length > 0 ? { toolConfig: { tools: specs } } : {};
}
