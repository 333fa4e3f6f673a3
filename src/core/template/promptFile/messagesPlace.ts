import { TreeReader } from '../../project/treeReader.ts';
import type { TemplateRange } from '../dialect/errors.ts';
import type { PromptFile } from './promptFile.ts';
import { membersOf, placeOf } from './requestReader.ts';

/** Where the list of messages stands, to hang something over it; the first message where there is no list. */
export function messagesPlace({ kind, text, messages }: PromptFile): TemplateRange | undefined {
  if (kind !== 'json') return messages[0]?.rolePlace;
  const root = new TreeReader(text).root();
  if (root?.type === 'array') return placeOf(root);
  const key = root && membersOf(root).find(([name]) => name === 'messages')?.[2];
  return key && placeOf(key);
}
