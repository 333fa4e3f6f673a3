import type { Turn } from '../../formats/conversation.ts';
import { type Losses, Refusal } from '../loss.ts';
import type { Neutral } from '../neutral.ts';
import { textOnly } from '../pieces.ts';
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

// Source: TRL's dataset_formats (FORMATS a.12). Messages are OpenAI's; columns that a trainer does not know stay.

const tools = (list: readonly unknown[]) => ({ tools: list });
const HOLDS = { tools, others: true } as const;

const messages = (turns: readonly Turn[], losses: Losses) =>
  openaiMessages(turns, { reasoning: true, weights: false }, losses);

export const trlConversationalPcWriter: Writer = {
  format: 'trl-conversational-pc',
  kind: 'chat',
  write(neutral, losses) {
    return framed(promptAndAnswer(neutral, losses), neutral, losses, HOLDS);
  },
};

export const trlPreferenceWriter: Writer = {
  format: 'trl-preference',
  kind: 'pair',
  write(neutral, losses) {
    tellEarlierAnswers(neutral, losses);
    const value = {
      ...(neutral.prompt.length > 0 && { prompt: messages(neutral.prompt, losses) }),
      chosen: messages(answerOf(neutral), losses),
      rejected: messages(rejectedOf(neutral), losses),
    };
    return framed(value, neutral, losses, HOLDS);
  },
};

export const trlUnpairedWriter: Writer = {
  format: 'trl-unpaired',
  kind: 'labelled',
  write(neutral, losses) {
    const value = { ...promptAndAnswer(neutral, losses), label: neutral.label ?? true };
    return framed(value, neutral, losses, HOLDS);
  },
};

export const trlPromptOnlyWriter: Writer = {
  format: 'trl-prompt-only',
  kind: 'prompt',
  write(neutral, losses) {
    if (neutral.answer) losses.add('answer');
    if (neutral.prompt.length === 0) throw new Refusal('no-messages');
    return framed({ prompt: messages(neutral.prompt, losses) }, neutral, losses, HOLDS);
  },
};

/** Source: FORMATS a.6. One question and one answer, both text. */
export const promptCompletionWriter: Writer = {
  format: 'prompt-completion',
  kind: 'chat',
  write(neutral, losses) {
    const { system, rest } = systemFirst(neutral.prompt, losses);
    const [asked, ...more] = rest;
    const answer = wantedAnswer(neutral, losses);
    if (asked?.speaker !== 'user') throw new Refusal('no-prompt');
    if (more.length > 0 || answer.length !== 1) throw new Refusal('several-turns');
    tellNames([asked, ...answer], losses);
    beside(neutral, losses, {});
    const question = textOnly(asked, losses);
    if (system !== undefined) losses.add('system-text');
    return {
      prompt: system === undefined ? question : `${system}\n\n${question}`,
      completion: answer.map(turn => textOnly(turn, losses)).join('\n'),
    };
  },
};

/** What a person asks and what is answered, as messages. Throws a `Refusal` where nothing is asked. */
function promptAndAnswer(neutral: Neutral, losses: Losses) {
  tellEarlierAnswers(neutral, losses);
  if (neutral.prompt.length === 0) throw new Refusal('no-prompt');
  return {
    prompt: messages(neutral.prompt, losses),
    completion: messages(wantedAnswer(neutral, losses), losses),
  };
}

/** The answer; that it is not to be learnt is lost. */
function wantedAnswer(neutral: Neutral, losses: Losses): Turn[] {
  const answer = answerOf(neutral);
  tellWeights(answer, losses);
  return answer;
}
