import { alternativesOf, turnsInSight } from '../chat/branches.ts';
import type { Conversation, Turn, TurnAnswer } from '../chat/conversation.ts';
import { textOfContent } from '../chat/textOfContent.ts';
import { totalUsage } from '../provider/chatCost.ts';
import type { ChatNote, ChatOpening, ChatRemedy, ChatTurn } from './chat.ts';
import { dollars } from './connectionRows.ts';
import { runFacts } from './runView.ts';

/** What comes from the template, as the page shows it. */
export function chatOpening({ opening }: Conversation): ChatOpening[] {
  return opening.map(({ message, edited }): ChatOpening => {
    const { role, content, ...other } = message;
    return {
      role,
      text: edited ?? textOfContent(content),
      edited: edited !== undefined,
      ...(Object.keys(other).length > 0 && { other: JSON.stringify(other, null, 2) }),
    };
  });
}

/** The turns in sight. */
export function chatTurns(conversation: Conversation): ChatTurn[] {
  const turns = turnsInSight(conversation);
  return turns.map((turn, index) => {
    const { id, role, text, value, answer, edited } = turn;
    const question = role === 'user' ? turn : turns[index - 1];
    const note = answer && answerNote(answer);
    return {
      id,
      role,
      text,
      ...(value !== undefined && { value }),
      alone: question?.alone !== undefined,
      edited: edited === true,
      branches: alternativesOf(conversation, turn).map(one => one.id),
      ...(answer?.reasoning && { reasoning: answer.reasoning }),
      ...(answer?.refusal && { refusal: answer.refusal }),
      calls: answer?.calls ?? [],
      facts: answer ? answerFacts(answer) : [],
      stopped: answer?.state === 'stopped',
      ...(note && { note }),
    };
  });
}

/** Tokens and price of all answers, those on other branches too: they were paid for. */
export function chatTotals({ turns }: Conversation): string | undefined {
  const answers = turns.flatMap(({ answer }) => (answer && answer.state !== 'arriving' ? [answer] : []));
  if (answers.length === 0) return undefined;
  const usages = answers.flatMap(({ usage }) => usage ?? []);
  const usage = totalUsage(usages);
  const prices = answers.flatMap(({ price }) => price ?? []);
  const tokens = (usage?.promptTokens ?? 0) + (usage?.completionTokens ?? 0);
  const price = prices.reduce((sum, one) => sum + one, 0);
  return [
    answers.length === 1 ? '1 answer' : `${answers.length} answers`,
    usage && `${tokens.toLocaleString('en')}${usages.length < answers.length ? ' or more' : ''} tokens`,
    prices.length === 0 ? 'price unknown' : priceText(price, prices.length < answers.length),
  ]
    .filter(Boolean)
    .join(' · ');
}

function priceText(price: number, isMore: boolean): string {
  if (price === 0 && !isMore) return 'free';
  return `${dollars(Number(price.toPrecision(3)))}${isMore ? ' or more' : ''}`;
}

function answerFacts({ asked, model, connection, usage, price, ms, state }: TurnAnswer): string[] {
  const answered = model ?? asked;
  if (state === 'arriving' || answered === undefined || ms === undefined) return [];
  const request = asked === undefined ? {} : { model: asked };
  const result = { request, answers: [], model: answered, ms };
  return runFacts({ ...result, ...(usage && { usage }), ...(price !== undefined && { price }) }, connection);
}

function answerNote({ problem, finish, state }: TurnAnswer): ChatNote | undefined {
  if (problem) {
    const { message, remedy, code } = problem;
    return { severity: 'error', message, remedy, action: REMEDIES[code] ?? 'retry' };
  }
  if (finish === 'length') {
    return {
      severity: 'warning',
      message: 'The answer reached its greatest length and ends early.',
      remedy: 'Raise max_tokens in the parameters.',
    };
  }
  if (finish === 'content-filter') {
    return {
      severity: 'warning',
      message: "The provider's content filter cut the answer.",
      remedy: 'Change the question.',
    };
  }
  return state === 'stopped'
    ? { severity: 'warning', message: 'Stopped before the end.', remedy: '', action: 'retry' }
    : undefined;
}

const REMEDIES: Partial<Record<string, ChatRemedy>> = {
  unauthorized: 'enter-key',
  'not-found': 'choose-model',
  'not-supported': 'choose-model',
};

/** A turn's answer that has ended, or undefined. */
export function isAnswering({ answer }: Turn): boolean {
  return answer?.state === 'arriving';
}
