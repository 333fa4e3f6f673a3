/** Lines for the examples of rules. */

/** A line of a chat, with what else stands in it. */
export function chatLine(messages: readonly unknown[], others: object = {}): string {
  return JSON.stringify({ messages, ...others });
}

export const TIME_QUESTION = { role: 'user', content: 'What time is it?' };
export const TIME_ANSWER = { role: 'assistant', content: 'Half past nine.' };

/** A message of the assistant that calls a tool. `changed` replaces members of the call. */
export function timeCall(changed: object = {}): object {
  const call = { id: 'call_1', type: 'function', function: { name: 'time', arguments: '{"zone":"UTC"}' } };
  return { role: 'assistant', tool_calls: [{ ...call, ...changed }] };
}

export const TIME_RESULT = { role: 'tool', tool_call_id: 'call_1', content: '9:30' };

/** The definition of the tool. `changed` replaces members of the function. */
export function timeTool(changed: object = {}): object {
  return {
    type: 'function',
    function: {
      name: 'time',
      description: 'Tells the time.',
      parameters: { type: 'object', properties: { zone: { type: 'string' } }, required: ['zone'] },
      ...changed,
    },
  };
}

/** A whole conversation with one call. */
export function timeLine(
  call: object = timeCall(),
  tool: object = timeTool(),
  result: object = TIME_RESULT,
): string {
  return chatLine([TIME_QUESTION, call, result, TIME_ANSWER], { tools: [tool] });
}

/** A line of a preference pair. */
export function pairLine(
  prompt: string,
  preferred: string,
  rejected: string,
  messages: unknown[] = [],
): string {
  return JSON.stringify({
    input: { messages: [...messages, { role: 'user', content: prompt }] },
    preferred_output: [{ role: 'assistant', content: preferred }],
    non_preferred_output: [{ role: 'assistant', content: rejected }],
  });
}

/** A line of one question and its answer. */
export function answerLine(question: string, answer: string, system?: string): string {
  return chatLine([
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]);
}

/** Several lines, made by their number from 0. */
export function lines(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('\n');
}
