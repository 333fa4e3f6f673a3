import type { FileFormat } from '../formats/fileFormat.ts';
import { isObject, own } from '../jsonl/shape.ts';
import { hash53 } from '../util/hash53.ts';
import { pairOf } from './completion/pair.ts';

/**
 * The hash of what a model is to answer to an example, to see whether answers fall into classes; 0 when the format has
 * no single answer or it is no text.
 */
export function answerHash(value: unknown, format: FileFormat): number {
  const answer = answerOf(value, format);
  // 0 means that there is none.
  return answer === undefined ? 0 : hash53(answer) || 1;
}

function answerOf(value: unknown, format: FileFormat): string | undefined {
  if (format === 'prompt-completion') return pairOf(value)?.completion;
  if (format !== 'openai-sft' || !isObject(value)) return undefined;
  const messages = own(value, 'messages');
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (!isObject(last) || own(last, 'role') !== 'assistant') return undefined;
  const content = own(last, 'content');
  return typeof content === 'string' ? content : undefined;
}
