import * as vscode from 'vscode';
import { messagesUpTo } from '../../core/chat/chatMessages.ts';
import type { Conversation, Turn, TurnAnswer } from '../../core/chat/conversation.ts';
import type { Connection } from '../../core/provider/connection.ts';
import type { ChatRequest, CollectedChoice } from '../../core/provider/chat.ts';
import { type Asked, ask } from '../../core/run/ask.ts';
import { chooseModel } from '../../core/run/chooseModel.ts';
import { Problem, type ProblemData, toProblemData } from '../../core/util/problem.ts';
import { adviceOf } from '../../core/util/problemText.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Services } from '../services.ts';
import { reserveRun, settleRun } from '../../core/run/spendRun.ts';
import { chosenModel } from './chatTarget.ts';
import type { ChatTemplate } from './chatTemplate.ts';

/** What an answer is made of. */
export interface AnswerSource {
  services: Services;
  conversation: Conversation;
  template: ChatTemplate | undefined;
  /** Throws a `Problem` when there is no such connection any more. */
  target(): Connection;
  show(part: 'text' | 'reasoning' | 'refusal', text: string): void;
}

/** Lets a model answer a turn, and writes down what it cost. A failure is in the answer. */
export async function answerTurn(source: AnswerSource, turn: Turn, signal: AbortSignal): Promise<TurnAnswer> {
  const { services, conversation, template, show } = source;
  let connection: Connection | undefined;
  let asked: string | undefined;
  try {
    connection = source.target();
    const provider = await services.connections.provider(connection);
    const inPrompt = template?.rendered.request.model;
    const named = chosenModel(conversation, inPrompt, connection, services);
    const choice = await chooseModel(provider, { named, inPrompt }, signal);
    if (!choice) throw noModel(connection);
    asked = choice.model;
    const { n: _, stream: __, ...parameters } = conversation.parameters ?? template?.parameters ?? {};
    const request: ChatRequest = {
      model: asked,
      messages: messagesUpTo(conversation, turn.parent),
      parameters,
    };
    const plan = planOf(conversation, turn, connection, request);
    const spending = services.ledgers.of(vscode.Uri.parse(conversation.template?.uri ?? 'untitled:chat'));
    await reserveRun(plan, spending, systemClock);
    const result = await ask(provider, request, {
      show: event => {
        if (event.type !== 'text' && event.type !== 'reasoning' && event.type !== 'refusal') return;
        if (event.choice === 0) show(event.type, event.text);
      },
      clock: systemClock,
      signal,
    });
    const spent = result.failed
      ? undefined
      : {
          ...(result.chat.usage && { usage: result.chat.usage }),
          ...(result.price !== undefined && { price: result.price }),
        };
    // The answer is there; that its cost could not be written down must not hide it.
    await settleRun(plan, spent, spending, systemClock).catch(thrown =>
      services.log.problem(toProblemData(thrown)),
    );
    return { ...answerOf(result), asked, connection: connection.name };
  } catch (thrown) {
    const problem = toProblemData(thrown);
    const known = {
      ...(asked !== undefined && { asked }),
      ...(connection && { connection: connection.name }),
    };
    return problem.code === 'cancelled'
      ? { state: 'stopped', ...known }
      : { state: 'failed', ...known, problem: turnProblem(problem) };
  }
}

function planOf({ id }: Conversation, turn: Turn, connection: Connection, request: ChatRequest) {
  const { model, messages, parameters } = request;
  return {
    id: `chat-${id}-${turn.id}`,
    connection,
    model,
    request: { ...parameters, messages },
  };
}

function answerOf({ chat, ms, price, problem }: Asked): TurnAnswer {
  const [choice] = chat.choices;
  const isStopped = problem?.code === 'cancelled';
  const calls = choice?.toolCalls.map(callText) ?? [];
  return {
    state: isStopped ? 'stopped' : problem ? 'failed' : 'whole',
    ...(calls.length > 0 && { calls }),
    ...(choice?.finish && { finish: choice.finish }),
    ...(chat.model !== undefined && { model: chat.model }),
    ...(chat.usage && { usage: chat.usage }),
    ...(price !== undefined && { price }),
    ms,
    ...(problem && !isStopped && { problem: turnProblem(problem) }),
  };
}

function callText({ name, arguments: given }: CollectedChoice['toolCalls'][number]): string {
  return `${name ?? ''}(${given})`;
}

function noModel({ name }: Connection): Problem {
  return new Problem({
    code: 'not-found',
    message: `Nobody said which of the models of ${name} to ask.`,
    remedy: 'Choose one.',
  });
}

/** What a conversation keeps of a problem. */
function turnProblem(problem: ProblemData): TurnAnswer['problem'] & {} {
  return { code: problem.code, message: problem.message, remedy: adviceOf(problem) };
}
