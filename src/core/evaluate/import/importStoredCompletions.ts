import { isObject } from '../../jsonl/shape.ts';
import { type Imported, jsonLines, jsonText } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether values are chat completions that were stored with their messages. */
export function isStoredCompletions(values: readonly unknown[]): boolean {
  return (
    values.length > 0 &&
    values.every(one => isObject(one) && messagesOf(one) !== undefined && answerOf(one) !== undefined)
  );
}

/** Makes a dataset of stored completions, and a comparison that asks the same again. */
export function importStoredCompletions(values: readonly unknown[]): Imported {
  const imported: Imported = { files: {}, unmapped: [] };
  const models = new Set<string>();
  const rows = values.flatMap((one, index) => {
    const [messages, answer] = isObject(one) ? [messagesOf(one), answerOf(one)] : [];
    if (!messages || !answer) {
      imported.unmapped.push(`Completion ${index + 1} has no messages or no answer.`);
      return [];
    }
    if (isObject(one) && typeof one.model === 'string') models.add(one.model);
    const { role = 'assistant', content, tool_calls: calls } = answer;
    return [
      {
        messages: [
          ...messages,
          { role, content, ...(Array.isArray(calls) && calls.length > 0 && { tool_calls: calls }) },
        ],
      },
    ];
  });
  const variants = [...models].map(model => ({ name: model, connection: 'openai', model }));
  imported.files['completions.jsonl'] = jsonLines(rows);
  imported.files['completions.compare.json'] = jsonText({
    name: 'Stored completions',
    variants:
      variants.length > 0 ? variants : [{ name: 'sandbox', connection: 'sandbox', model: 'sandbox-base' }],
    cases: [{ dataset: 'completions.jsonl' }],
    graders: [{ type: 'similarity', name: 'like the stored answer', metric: 'rouge_l' }],
  });
  return imported;
}

function messagesOf(completion: Json): unknown[] | undefined {
  const request = isObject(completion.request) ? completion.request : {};
  return [completion.messages, completion.input, request.messages].find(Array.isArray);
}

function answerOf(completion: Json): Json | undefined {
  const response = isObject(completion.response) ? completion.response : completion;
  const choice: unknown = Array.isArray(response.choices) ? response.choices[0] : undefined;
  const message = isObject(choice) ? choice.message : undefined;
  return isObject(message) ? message : undefined;
}
