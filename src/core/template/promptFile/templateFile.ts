import { dialectOfFile } from '../renderer.ts';
import type { PromptSource } from './parsePromptFile.ts';
import type { PromptFile } from './promptFile.ts';
import { SourceMap } from './sourceMap.ts';

/** Reads a template file as a prompt whose only message it is, so that it can be looked at by itself. */
export function parseTemplateFile({ path, text, files = {} }: PromptSource): PromptFile {
  const place = { start: 0, end: text.length };
  const role = 'user';
  return {
    kind: 'template',
    path,
    text,
    files,
    request: { messages: [{ role, content: text }] },
    slots: [
      {
        path: ['messages', 0, 'content'],
        dialect: dialectOfFile(path) ?? 'nunjucks',
        source: text,
        map: SourceMap.plain(0),
        place,
        message: 0,
      },
    ],
    messages: [{ role, rolePlace: { start: 0, end: 0 }, place, hasOther: false }],
    inputs: [],
    choices: [],
    references: [],
    problems: [],
    syntaxProblems: [],
  };
}
