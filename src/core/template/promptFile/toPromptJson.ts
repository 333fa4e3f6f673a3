import type { PromptFile } from './promptFile.ts';

/** A prompt file written as `*.prompt.json`. */
export interface ImportedPrompt {
  /** Name for the new file, without folder. */
  name: string;
  text: string;
}

/**
 * Writes a `.prompty` file or a TensorZero variant as `*.prompt.json`. Templates with a file of their own are
 * referred to, so that there is still one copy of them.
 * @param folder of the new file, relative to the workspace folder; empty for that folder itself
 */
export function toPromptJson(file: PromptFile, folder: string): ImportedPrompt {
  const { name, description, inputs, request } = file;
  const { messages, ...parameters } = request;
  const content = (messages as { role: string; content: unknown }[]).map((message, index) => {
    const slot = file.slots.find(each => each.message === index);
    return slot?.file ? { role: message.role, content: { $file: relativePath(slot.file, folder) } } : message;
  });
  const declared = inputs.map(({ name: input, place: _, ...details }) => [input, details]);
  const result = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(declared.length > 0 && { inputs: Object.fromEntries(declared) }),
    ...parameters,
    messages: content,
  };
  const stem = (name ?? file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')).trim();
  const safe = stem.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '') || 'prompt';
  return { name: `${safe}.prompt.json`, text: `${JSON.stringify(result, null, 2)}\n` };
}

/** From a folder to a file; both are relative to the workspace folder. */
function relativePath(path: string, folder: string): string {
  const from = folder.split('/').filter(part => part !== '');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
