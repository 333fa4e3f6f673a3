import type { ProblemData } from '../util/problem.ts';

/** One message as the endpoint takes it. Its parts are passed on untouched. */
export interface ChatMessage {
  role: string;
  content?: unknown;
  [field: string]: unknown;
}

export interface ChatRequest {
  /** The model's id; on Azure's dated API, the deployment's name. */
  model: string;
  messages: readonly ChatMessage[];
  /** Whatever else the user set (`temperature`, `tools`, `n` ...). Nothing that is absent here is ever sent. */
  parameters?: Readonly<Record<string, unknown>>;
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other';

export interface ChatUsage {
  promptTokens?: number;
  completionTokens?: number;
  totalTokens?: number;
  /** The part of `promptTokens` that was read from a cache. */
  cachedTokens?: number;
  /** The part of `completionTokens` that nobody sees. */
  reasoningTokens?: number;
}

/**
 * What arrives, in order: one `start`, then any number of the others, and one `end` last. `choice` counts from zero.
 * A failure before anything arrived is thrown as a `Problem`; a failure after that is told by `end`, so nothing
 * that arrived is lost. An abort is thrown as it is.
 */
export type ChatEvent =
  | { type: 'start'; model?: string; requestId?: string }
  | { type: 'text'; choice: number; text: string }
  | { type: 'reasoning'; choice: number; text: string }
  | { type: 'refusal'; choice: number; text: string }
  | { type: 'tool-call'; choice: number; index: number; id?: string; name?: string; arguments: string }
  | { type: 'finish'; choice: number; reason: FinishReason; rawReason: string }
  | { type: 'usage'; usage: ChatUsage }
  | ChatEnd;

export interface ChatEnd {
  type: 'end';
  /** True when the answer was cut: some choice never said that it was finished. */
  truncated: boolean;
  /** Why it was cut; absent when it was not. */
  problem?: ProblemData;
  /** How many events were dropped because they had come before; zero in a healthy stream. */
  duplicates: number;
  /** True when text came after its choice had finished, or numbered events came out of order. */
  disordered: boolean;
}

export interface CollectedChoice {
  text: string;
  reasoning: string;
  refusal: string;
  toolCalls: { id?: string; name?: string; arguments: string }[];
  /** Absent when the stream was cut before this choice finished. */
  finish?: FinishReason;
}

export interface CollectedChat {
  choices: CollectedChoice[];
  truncated: boolean;
  model?: string;
  requestId?: string;
  usage?: ChatUsage;
  problem?: ProblemData;
}

/** Reads a chat to its end and puts the pieces together, for callers that want the whole answer. */
export async function collectChat(events: AsyncIterable<ChatEvent>): Promise<CollectedChat> {
  const result: CollectedChat = { choices: [], truncated: false };
  for await (const event of events) addToCollected(result, event);
  return result;
}

/** Adds one event to what has been collected so far. */
export function addToCollected(result: CollectedChat, event: ChatEvent): void {
  if (event.type === 'start') {
    if (event.model !== undefined) result.model = event.model;
    if (event.requestId !== undefined) result.requestId = event.requestId;
  } else if (event.type === 'usage') {
    result.usage = event.usage;
  } else if (event.type === 'end') {
    result.truncated = event.truncated;
    if (event.problem) result.problem = event.problem;
  } else {
    addToChoice(choiceAt(result, event.choice), event);
  }
}

function addToChoice(choice: CollectedChoice, event: Extract<ChatEvent, { choice: number }>): void {
  if (event.type === 'finish') {
    choice.finish = event.reason;
  } else if (event.type === 'tool-call') {
    const call = choice.toolCalls[event.index] ?? { arguments: '' };
    choice.toolCalls[event.index] = call;
    if (event.id !== undefined) call.id = event.id;
    if (event.name !== undefined) call.name = event.name;
    call.arguments += event.arguments;
  } else {
    choice[event.type] += event.text;
  }
}

function choiceAt(result: CollectedChat, index: number): CollectedChoice {
  while (result.choices.length <= index) {
    result.choices.push({ text: '', reasoning: '', refusal: '', toolCalls: [] });
  }
  return result.choices[index]!;
}
