import { textOfTurn } from '../../formats/conversation.ts';
import { wholeChat } from '../neutral.ts';
import {
  answerOf,
  beside,
  rejectedOf,
  tellEarlierAnswers,
  tellWeights,
  withOthers,
  type Writer,
} from '../writer.ts';
import { openaiMessages } from './openaiMessages.ts';

const tools = (list: readonly unknown[]) => ({ tools: list });

/** Source: FORMATS a.1. */
export const openaiSftWriter: Writer = {
  format: 'openai-sft',
  kind: 'chat',
  write(neutral, losses, { reasoning, weights = true }) {
    answerOf(neutral);
    const turns = wholeChat(neutral);
    if (!weights) tellWeights(turns, losses);
    return {
      messages: openaiMessages(turns, { reasoning, weights }, losses),
      ...beside(neutral, losses, { tools, parallel: true }),
    };
  },
};

/** Source: FORMATS a.3. */
export const openaiDpoWriter: Writer = {
  format: 'openai-dpo',
  kind: 'pair',
  write(neutral, losses, { reasoning }) {
    const options = { reasoning, weights: false };
    tellEarlierAnswers(neutral, losses);
    return {
      input: {
        messages: openaiMessages(neutral.prompt, options, losses),
        ...beside(neutral, losses, { tools, parallel: true }),
      },
      preferred_output: openaiMessages(answerOf(neutral), options, losses),
      non_preferred_output: openaiMessages(rejectedOf(neutral), options, losses),
    };
  },
};

/** The key under which an answer becomes something to grade by, as Bedrock's reinforcement data calls it. */
export const REFERENCE_KEY = 'reference_answer';

/** Source: FORMATS a.4. */
export const openaiRftWriter: Writer = {
  format: 'openai-rft',
  kind: 'prompt',
  write(neutral, losses, { reasoning }) {
    const { answer, prompt } = neutral;
    const messages = openaiMessages(prompt, { reasoning, weights: false, systemRole: 'developer' }, losses);
    const value: Record<string, unknown> = { messages, ...beside(neutral, losses, { tools, others: true }) };
    if (answer && !Object.hasOwn(neutral.others, REFERENCE_KEY)) {
      value[REFERENCE_KEY] = answer.map(textOfTurn).join('\n');
      if (answer.some(({ pieces }) => pieces.some(({ kind }) => kind !== 'text'))) losses.add('tool-calls');
    } else if (answer) losses.add('answer');
    return withOthers(value, neutral, losses);
  },
};

/** Source: FORMATS a.7. Requests without a name are numbered. */
export const openaiBatchWriter: Writer = {
  format: 'openai-batch',
  kind: 'prompt',
  write(neutral, losses, { reasoning, number = 1, model }) {
    if (neutral.answer) losses.add('answer');
    const messages = openaiMessages(neutral.prompt, { reasoning, weights: false }, losses);
    const { custom_id, method, url, ...others } = neutral.others;
    const body = {
      ...(model !== undefined && { model }),
      messages,
      ...beside(neutral, losses, { tools, parallel: true, others: true }),
    };
    return {
      custom_id: custom_id ?? `request-${number}`,
      method: method ?? 'POST',
      url: url ?? '/v1/chat/completions',
      body: withOthers(body, { ...neutral, others }, losses),
    };
  },
};
