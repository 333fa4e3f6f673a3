/** One message as the learner sees it: who speaks, and plain text. */
export interface Turn {
  role: 'system' | 'user' | 'assistant' | 'tool';
  text: string;
}

/**
 * The messages of a request or of an example as turns. Never throws: what is no message is left out, a part that is
 * not text becomes a mark such as `[image_url]`, since the learner reads text only.
 */
export function turnsOf(messages: readonly unknown[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (typeof message !== 'object' || message === null) continue;
    const { role } = message as { role?: unknown };
    const turnRole = typeof role === 'string' ? ROLES[role] : undefined;
    if (turnRole === undefined) continue;
    turns.push({
      role: turnRole,
      text: turnRole === 'assistant' ? answerTextOf(message) : contentText(message),
    });
  }
  return turns;
}

/** Starts the text of an answer that calls tools; what follows is a JSON array of `{ name, arguments }`. */
export const TOOL_CALLS_MARK = '\u0002tool_calls:';

/** A tool call as the learner keeps it: arguments as JSON where they are JSON, so that their values can be learnt. */
export interface LearntToolCall {
  name: string;
  arguments: unknown;
}

/** The whole answer of an assistant message as one text: its content, or its tool calls behind a mark. */
export function answerTextOf(message: object): string {
  const { tool_calls: calls, function_call: call } = message as {
    tool_calls?: unknown;
    function_call?: unknown;
  };
  const functions = Array.isArray(calls) ? calls.map(item => item?.function) : call ? [call] : [];
  const learnt: LearntToolCall[] = [];
  for (const item of functions) {
    if (typeof item?.name === 'string')
      learnt.push({ name: item.name, arguments: parsedArguments(item.arguments) });
  }
  return learnt.length > 0 ? TOOL_CALLS_MARK + JSON.stringify(learnt) : contentText(message);
}

/** The tool calls of an answer's text; undefined when the answer is plain text. */
export function toolCallsOf(answer: string): LearntToolCall[] | undefined {
  if (!answer.startsWith(TOOL_CALLS_MARK)) return undefined;
  try {
    return JSON.parse(answer.slice(TOOL_CALLS_MARK.length)) as LearntToolCall[];
  } catch {
    return undefined;
  }
}

const ROLES: Readonly<Record<string, Turn['role'] | undefined>> = {
  __proto__: null as never,
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

function contentText(message: object): string {
  const { content } = message as { content?: unknown };
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const parts: string[] = [];
  for (const part of content) {
    if (typeof part === 'string') parts.push(part);
    else if (typeof part?.text === 'string') parts.push(part.text);
    else if (typeof part?.refusal === 'string') parts.push(part.refusal);
    else if (typeof part?.type === 'string') parts.push(`[${part.type}]`);
  }
  return parts.join('\n');
}

function parsedArguments(text: unknown): unknown {
  if (typeof text !== 'string') return text ?? {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
