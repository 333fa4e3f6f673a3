import { readJson } from '../http/body.ts';
import type { RouteRequest } from '../http/routes.ts';
import { eventStream } from '../http/sse.ts';
import { newId } from '../ids.ts';
import type { Answer } from '../learner/respond.ts';
import { turnsOf } from '../learner/turn.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { answersOf, formatOf, stopList, type Usage } from './answering.ts';
import { type ChatRequest, chatSchema } from './chatSchema.ts';

/** `POST /chat/completions` */
export async function createChatCompletion({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readJson(request, chatSchema);
  const { answers, usage } = await answersOf(services, body.model, {
    turns: turnsOf(body.messages),
    temperature: body.temperature ?? 1,
    topP: body.top_p ?? 1,
    seed: body.seed ?? undefined,
    count: body.n ?? 1,
    stop: stopList(body.stop),
    maxPieces: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    format: formatOf(body.response_format),
    allowsTools: (body.tools?.length ?? 0) > 0 && body.tool_choice !== 'none',
  });
  const head = {
    id: newId('chatcmpl-', services.random),
    created: nowInSeconds(services.clock),
    model: body.model,
    service_tier: 'default',
    system_fingerprint: 'fp_sandbox',
  };
  const shown = answers.map(answer => ({ ...answer, calls: toolCalls(answer, services) }));
  if (body.stream === true) return eventStream(chunks(head, shown, usage, body));
  return Response.json({ ...head, object: 'chat.completion', choices: shown.map(choice), usage });
}

interface ShownAnswer extends Answer {
  calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] | undefined;
}

function toolCalls(answer: Answer, services: Services): ShownAnswer['calls'] {
  return answer.toolCalls?.map(call => ({
    id: newId('call_', services.random),
    type: 'function' as const,
    function: {
      name: call.name,
      arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    },
  }));
}

function choice({ pieces, calls, finishReason }: ShownAnswer, index: number): object {
  return {
    index,
    message: {
      role: 'assistant',
      content: calls === undefined ? pieces.join('') : null,
      refusal: null,
      annotations: [],
      ...(calls === undefined ? {} : { tool_calls: calls }),
    },
    logprobs: null,
    finish_reason: finishReason,
  };
}

/** The chunks of a streamed answer: who speaks, the pieces, why it ended; the usage last when it was asked for. */
function* chunks(
  head: object,
  answers: readonly ShownAnswer[],
  usage: Usage,
  body: ChatRequest,
): Generator<object> {
  const withUsage = body.stream_options?.include_usage === true;
  const chunk = (index: number, delta: object, finish: string | null): object => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index, delta, logprobs: null, finish_reason: finish }],
    ...(withUsage ? { usage: null } : {}),
  });
  for (const [index, { pieces, calls, finishReason }] of answers.entries()) {
    yield chunk(index, { role: 'assistant', content: calls === undefined ? '' : null, refusal: null }, null);
    for (const piece of pieces) yield chunk(index, { content: piece }, null);
    for (const [place, call] of (calls ?? []).entries()) {
      yield chunk(index, { tool_calls: [{ index: place, ...call }] }, null);
    }
    yield chunk(index, {}, finishReason);
  }
  if (withUsage) yield { ...head, object: 'chat.completion.chunk', choices: [], usage };
}
