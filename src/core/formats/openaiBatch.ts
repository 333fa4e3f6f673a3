import { isObject, own } from '../jsonl/shape.ts';
import type { Turn } from './conversation.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';
import { othersOf, readMessages } from './readMessages.ts';
import { readTurns, textTurn } from './readTurns.ts';

/** One request a line for the Batch API: prompts, and no training data. Source: OpenAI's Batch guide (FORMATS a.7). */
export const openaiBatch: Format = {
  id: 'openai-batch',
  title: 'OpenAI batch requests',
  keys: { required: [], optional: ['custom_id', 'method', 'url', 'body'], othersAllowed: true },
  fields: [],
  conversations: () => [],
  read(value) {
    const body = own(value, 'body');
    if (!isObject(body)) return { parts: [], others: othersOf(value, []) };
    const read = readExample(
      body,
      [{ part: 'prompt', turns: requestTurns(body) }],
      ['messages', 'input', 'instructions'],
    );
    const { toolsPath, ...rest } = read;
    return {
      ...rest,
      ...(toolsPath ? { toolsPath: ['body', ...toolsPath] } : {}),
      others: { ...othersOf(value, ['body']), ...read.others },
    };
  },
};

/** The messages of a chat request, the input of a response, or the prompt of a completion. */
function requestTurns(body: Readonly<Record<string, unknown>>): Turn[] {
  const messages = own(body, 'messages');
  if (Array.isArray(messages)) return readMessages(messages, ['body', 'messages']);
  const instructions = own(body, 'instructions');
  const system =
    typeof instructions === 'string' ? [textTurn('system', instructions, ['body', 'instructions'])] : [];
  const key = own(body, 'input') === undefined ? 'prompt' : 'input';
  return [...system, ...readTurns(own(body, key), 'user', ['body', key])];
}
