import type { ReadFile } from './loadPromptFile.ts';
import type { PromptFile } from './promptFile.ts';
import { readTensorZero, type TensorZeroConfig, type TensorZeroVariant } from './tensorZero.ts';

/** Reads a `tensorzero.toml` with the templates and schemas that it names. */
export async function loadTensorZero(path: string, text: string, read: ReadFile): Promise<TensorZeroConfig> {
  const files: Record<string, string> = {};
  for (const name of readTensorZero(path, text, {}).wanted) {
    const content = await read(name);
    if (content !== undefined) files[name] = content;
  }
  return readTensorZero(path, text, files);
}

export function isTensorZero(path: string): boolean {
  return /(^|\/)tensorzero\.toml$/i.test(path);
}

/** What a variant is called: `FUNCTION/VARIANT`. */
export function variantName({ function: name, variant }: TensorZeroVariant): string {
  return `${name}/${variant}`;
}

/**
 * A variant by its name as a prompt, else the first one. Without any the prompt is empty and says what is wrong with the
 * file.
 */
export function promptOfVariant(
  { variants, problems }: TensorZeroConfig,
  name: string,
  { path, text }: { path: string; text: string },
): PromptFile {
  const found = variants.find(one => variantName(one) === name) ?? variants[0];
  if (found) return { ...found.prompt, text };
  return {
    ...{ kind: 'tensorzero', path, text, files: {}, request: { messages: [] }, slots: [], messages: [] },
    ...{ inputs: [], choices: [], references: [], problems, syntaxProblems: [] },
  };
}
