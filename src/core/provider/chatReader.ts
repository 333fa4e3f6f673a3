import type { Problem } from '../util/problem.ts';
import type { ChatEnd, ChatEvent, ChatUsage, FinishReason } from './chat.ts';
import { defined, type JsonObject, number, object, objects, text } from './lenient.ts';
import { problemFromErrorObject } from './problems.ts';
import { type Asked, providerProblem } from './providerProblem.ts';
import type { SseEvent } from './sse.ts';

/**
 * Turns the events of one chat stream into what arrived. Pure: it is fed, and answers. What can be detected of
 * duplicates is dropped (a repeated event id, a second finish, a second usage, anything after the end); text that
 * comes after its choice has finished is kept, and told by `disordered`.
 */
export class ChatReader {
  /** Set when the stream itself says that it failed, or holds what nobody can read. */
  problem: Problem | undefined;
  /** True after `[DONE]`. */
  done = false;
  #asked: Asked;
  #requestId: string | undefined;
  #choices: number;
  #started = false;
  #finished = new Set<number>();
  #seen = new Set<number>();
  #ids = new Set<string>();
  #lastId = Number.NEGATIVE_INFINITY;
  #usage = '';
  #duplicates = 0;
  #disordered = false;
  #filtered = false;

  /** `choices` is how many answers were asked for. */
  constructor(asked: Asked, requestId: string | undefined, choices: number) {
    this.#asked = asked;
    this.#requestId = requestId;
    this.#choices = choices;
  }

  /** Whether anything of the answer has arrived. */
  get started(): boolean {
    return this.#started;
  }

  read(event: SseEvent): ChatEvent[] {
    if (this.done || this.problem || this.#isRepeated(event)) {
      this.#duplicates++;
      return [];
    }
    const data = event.data.trim();
    if (data === '[DONE]') {
      this.done = true;
      return [];
    }
    if (data === '') return [];
    const chunk = parsed(data);
    if (!chunk) {
      // The last event of a cut stream ends anywhere; one in the middle that cannot be read means that text is lost.
      if (!event.cut) this.problem = this.#oddProblem(data);
      return [];
    }
    const error = chunk.error ?? (event.event === 'error' ? chunk : undefined);
    if (error !== undefined && error !== null) {
      this.problem = problemFromErrorObject(error, this.#asked, this.#requestId);
      return [];
    }
    return this.#chunk(chunk);
  }

  /** A whole answer that came at once, as from servers that do not stream. */
  readWhole(answer: JsonObject): ChatEvent[] {
    const error = answer.error;
    if (error !== undefined && error !== null) {
      this.problem = problemFromErrorObject(error, this.#asked, this.#requestId);
      return [];
    }
    if (objects(answer.choices).length === 0) {
      this.problem = this.#oddProblem(JSON.stringify(answer));
      return [];
    }
    this.done = true;
    return this.#chunk(answer);
  }

  /** The last event. `failure` is what stopped the stream from outside. */
  end(failure?: Problem): ChatEnd {
    const expected = Math.max(this.#choices, this.#seen.size);
    const complete =
      !failure && !this.problem && (this.done || (this.#started && this.#finished.size >= expected));
    const problem = complete ? this.#filterProblem() : (failure ?? this.problem ?? this.cutProblem());
    const end: ChatEnd = {
      type: 'end',
      truncated: !complete,
      duplicates: this.#duplicates,
      disordered: this.#disordered,
    };
    if (problem) end.problem = problem.data;
    return end;
  }

  cutProblem(): Problem {
    const more = this.#requestId === undefined ? {} : { requestId: this.#requestId };
    return providerProblem(
      'cut-stream',
      `${this.#asked.host} ended the answer ${this.#started ? 'in the middle' : 'before it began'}.`,
      this.#started
        ? 'What arrived is kept. Send the request again for a whole answer.'
        : 'Send the request again.',
      { retryable: true, ...more },
    );
  }

  #chunk(chunk: JsonObject): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (!this.#started) {
      this.#started = true;
      events.push(
        defined({
          type: 'start' as const,
          model: text(chunk.model),
          requestId: this.#requestId,
        }) as ChatEvent,
      );
    }
    for (const choice of objects(chunk.choices)) events.push(...this.#choice(choice));
    const usage = readUsage(chunk.usage);
    if (usage) {
      // Some servers send running totals with every chunk: the same numbers twice are told once.
      const print = JSON.stringify(usage);
      if (print !== this.#usage) events.push({ type: 'usage', usage });
      this.#usage = print;
    }
    return events;
  }

  #choice(source: JsonObject): ChatEvent[] {
    const choice = Math.min(Math.max(0, Math.trunc(number(source.index) ?? 0)), mostChoices);
    this.#seen.add(choice);
    const delta = object(source.delta) ?? object(source.message) ?? { content: source.text };
    const events = deltaEvents(delta, choice);
    const late = this.#finished.has(choice);
    if (late && events.length > 0) this.#disordered = true;
    const rawReason = text(source.finish_reason);
    if (rawReason !== undefined) {
      if (late) {
        this.#duplicates++;
      } else {
        this.#finished.add(choice);
        const reason = finishReasons[rawReason] ?? 'other';
        if (reason === 'content-filter') this.#filtered = true;
        events.push({ type: 'finish', choice, reason, rawReason });
      }
    }
    return events;
  }

  #isRepeated(event: SseEvent): boolean {
    if (event.id === undefined || event.id === '') return false;
    if (this.#ids.has(event.id)) return true;
    this.#ids.add(event.id);
    const order = number(event.id);
    if (order !== undefined) {
      if (order < this.#lastId) this.#disordered = true;
      this.#lastId = Math.max(order, this.#lastId);
    }
    return false;
  }

  #filterProblem(): Problem | undefined {
    if (!this.#filtered) return undefined;
    return providerProblem(
      'content-filtered',
      `${this.#asked.name} filtered the answer.`,
      'Change the text that was sent; what arrived before the filter is kept.',
    );
  }

  #oddProblem(data: string): Problem {
    return providerProblem(
      'odd-answer',
      `${this.#asked.host} sent an event that cannot be read.`,
      'What arrived before it is kept. Send the request again; check that the connection’s kind is right.',
      { retryable: true, cause: data.slice(0, 200) },
    );
  }
}

/** More than any API offers; bounds what an odd index can make us hold. */
const mostChoices = 1023;

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

function deltaEvents(delta: JsonObject, choice: number): ChatEvent[] {
  const events: ChatEvent[] = [];
  const reasoning = text(delta.reasoning_content) ?? text(delta.reasoning);
  if (reasoning) events.push({ type: 'reasoning', choice, text: reasoning });
  const content = text(delta.content) ?? partsText(delta.content);
  if (content) events.push({ type: 'text', choice, text: content });
  const refusal = text(delta.refusal);
  if (refusal) events.push({ type: 'refusal', choice, text: refusal });
  objects(delta.tool_calls).forEach((call, position) => {
    events.push(toolCall(call, choice, number(call.index) ?? position, object(call.function)));
  });
  const legacy = object(delta.function_call);
  if (legacy) events.push(toolCall({}, choice, 0, legacy));
  return events;
}

function toolCall(call: JsonObject, choice: number, index: number, of: JsonObject | undefined): ChatEvent {
  const made = of?.arguments;
  return defined({
    type: 'tool-call' as const,
    choice,
    index: Math.min(Math.max(0, Math.trunc(index)), mostChoices),
    id: text(call.id),
    name: text(of?.name),
    arguments:
      typeof made === 'string' ? made : made === undefined || made === null ? '' : JSON.stringify(made),
  }) as ChatEvent;
}

/** Content given as parts, as some gateways do. */
function partsText(content: unknown): string | undefined {
  return text(
    objects(content)
      .map(part => text(part.text) ?? '')
      .join(''),
  );
}

function readUsage(value: unknown): ChatUsage | undefined {
  const source = object(value);
  if (!source) return undefined;
  const usage: ChatUsage = defined({
    promptTokens: number(source.prompt_tokens),
    completionTokens: number(source.completion_tokens),
    totalTokens: number(source.total_tokens),
    cachedTokens: number(object(source.prompt_tokens_details)?.cached_tokens),
    reasoningTokens: number(object(source.completion_tokens_details)?.reasoning_tokens),
  }) as ChatUsage;
  return Object.keys(usage).length > 0 ? usage : undefined;
}

function parsed(data: string): JsonObject | undefined {
  try {
    return object(JSON.parse(data));
  } catch {
    return undefined;
  }
}
