import { dialectOfFile } from '../renderer.ts';
import { type PromptSource, parsePromptFile } from './parsePromptFile.ts';
import type { PromptFile } from './promptFile.ts';
import { isPrompty, parsePrompty } from './prompty.ts';
import { parseTemplateFile } from './templateFile.ts';

/** Reads a prompt by the kind of file that its name says. What is neither `.prompty` nor a template is JSON. */
export function parseByName(source: PromptSource): PromptFile {
  if (isPrompty(source.path)) return parsePrompty(source);
  if (dialectOfFile(source.path)) return parseTemplateFile(source);
  return parsePromptFile(source);
}
