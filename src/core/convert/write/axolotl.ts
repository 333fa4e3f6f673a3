import { type Losses, Refusal } from '../loss.ts';
import type { Turn } from '../../formats/conversation.ts';
import { answerOf, rejectedOf, tellEarlierAnswers, type Writer, framed } from '../writer.ts';
import { openaiMessages } from './openaiMessages.ts';

/** Source: Axolotl's dataset-formats, rlhf (FORMATS a.13). */
export const axolotlPreferenceWriter: Writer = {
  format: 'axolotl-preference',
  kind: 'pair',
  write(neutral, losses) {
    tellEarlierAnswers(neutral, losses);
    const value = {
      messages: openaiMessages(neutral.prompt, OPTIONS, losses),
      chosen: onlyMessage(answerOf(neutral), losses),
      rejected: onlyMessage(rejectedOf(neutral), losses),
    };
    return framed(value, neutral, losses, { tools: list => ({ tools: list }), others: true });
  },
};

const OPTIONS = { reasoning: true, weights: false };

function onlyMessage(answer: readonly Turn[], losses: Losses): Record<string, unknown> {
  const [message, ...more] = openaiMessages(answer, OPTIONS, losses);
  if (!message || more.length > 0) throw new Refusal('several-turns');
  return message;
}
