import type { Turn } from '../../formats/conversation.ts';
import { stringifyExactly } from '../../jsonl/exactNumbers.ts';
import { type Losses, Refusal } from '../loss.ts';
import { wholeChat } from '../neutral.ts';
import { functionsOf, withoutTools } from '../pieces.ts';
import { systemFirst } from '../systemFirst.ts';
import {
  answerOf,
  beside,
  rejectedOf,
  tellEarlierAnswers,
  tellNames,
  tellWeights,
  withOthers,
  type Writer,
} from '../writer.ts';
import { type MediaKeys, shareTurns, textWithMarks } from './shareTurns.ts';

/** LLaMA-Factory holds tools as JSON text: the functions alone (FORMATS a.14). */
const tools = (list: readonly unknown[], losses: Losses) => {
  const functions = functionsOf(list, losses);
  return functions.length > 0 ? { tools: stringifyExactly(functions) } : {};
};
const HOLDS = { tools, others: true } as const;

export const sharegptWriter: Writer = {
  format: 'sharegpt',
  kind: 'chat',
  write(neutral, losses) {
    answerOf(neutral);
    const turns = wholeChat(neutral);
    tellWeights(turns, losses);
    const media: MediaKeys = {};
    const conversations = shareTurns(turns, media, losses);
    return withOthers({ conversations, ...beside(neutral, losses, HOLDS), ...media }, neutral, losses);
  },
};

export const llamafactoryPreferenceWriter: Writer = {
  format: 'llamafactory-preference',
  kind: 'pair',
  write(neutral, losses) {
    tellEarlierAnswers(neutral, losses);
    const media: MediaKeys = {};
    const conversations = shareTurns(neutral.prompt, media, losses);
    const value = {
      conversations,
      chosen: onlyTurn(answerOf(neutral), losses),
      rejected: onlyTurn(rejectedOf(neutral), losses),
      ...beside(neutral, losses, HOLDS),
      ...media,
    };
    return withOthers(value, neutral, losses);
  },
};

/** Source: FORMATS a.14. What was said before stands in `history`. */
export const alpacaWriter: Writer = {
  format: 'alpaca',
  kind: 'chat',
  write(neutral, losses) {
    const all = withoutTools(wholeChat({ ...neutral, answer: answerOf(neutral) }), losses);
    const { system, rest } = systemFirst(all, losses);
    tellNames(rest, losses);
    tellWeights(rest, losses);
    rest.forEach(({ speaker }, index) => {
      if (speaker !== (index % 2 === 0 ? 'user' : 'assistant')) throw new Refusal('not-alternating');
    });
    if (rest.length < 2 || rest.length % 2 === 1) throw new Refusal('not-alternating');
    const media: MediaKeys = {};
    const texts = rest.map(turn => textWithMarks(turn, media, losses) ?? '');
    const history = Array.from({ length: texts.length / 2 - 1 }, (_, index) =>
      texts.slice(index * 2, index * 2 + 2),
    );
    // The reader counts marks from the last question, so those of an earlier one would be given to it.
    if (history.some(pair => pair.some(text => /<(?:image|video|audio)>/.test(text)))) losses.add('images');
    const value = {
      ...(system !== undefined && { system }),
      ...(history.length > 0 && { history }),
      instruction: texts.at(-2) ?? '',
      input: '',
      output: texts.at(-1) ?? '',
      ...beside(neutral, losses, HOLDS),
      ...media,
    };
    return withOthers(value, neutral, losses);
  },
};

function onlyTurn(answer: readonly Turn[], losses: Losses): { from: string; value: string } {
  const media: MediaKeys = {};
  const [turn, ...more] = shareTurns(answer, media, losses);
  if (!turn || more.length > 0) throw new Refusal('several-turns');
  if (Object.keys(media).length > 0) losses.add('images');
  return turn;
}
