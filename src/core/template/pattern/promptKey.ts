import { isObject, own } from '../../jsonl/shape.ts';
import { hash53 } from '../../util/hash53.ts';

/** Recognises the messages before an answer, whatever the order of their keys. It is kept on disk: never change it. */
export function keyOfMessages(messages: readonly unknown[]): string {
  const texts = messages.map(message =>
    isObject(message) ? [own(message, 'role'), own(message, 'content')] : message,
  );
  return hash53(JSON.stringify(texts)).toString(36);
}
