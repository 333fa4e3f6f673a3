import { dialectOfFile } from '../renderer.ts';
import { candidatePaths } from '../templateFiles.ts';
import { parseByName } from './parseByName.ts';
import type { PromptSource } from './parsePromptFile.ts';
import type { PromptFile } from './promptFile.ts';

/** Reads a file of the workspace folder, or the text that an editor holds of it; undefined when there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** A template that includes more than this is no prompt. */
const MAX_FILES = 200;

const INCLUDED = /\{%-?\s*(?:include|import|extends|from)\s+(?:"([^"\\]+)"|'([^'\\]+)')/g;

/** Reads a `*.prompt.json`, a `.prompty` or a template file with all that it refers to and includes. */
export async function loadPromptFile(
  source: Omit<PromptSource, 'files'>,
  read: ReadFile,
): Promise<PromptFile> {
  const files: Record<string, string> = {};
  const asked = new Set<string>();
  for (;;) {
    const file = parseByName({ ...source, files });
    const wanted = wantedPaths(file).filter(path => !asked.has(path));
    if (wanted.length === 0 || asked.size > MAX_FILES) return file;
    for (const path of wanted) {
      asked.add(path);
      const text = await read(path);
      if (text !== undefined) files[path] = text;
    }
  }
}

/** Paths that a file and the templates it is made of may mean. */
function wantedPaths(file: PromptFile): string[] {
  const own = file.slots.filter(slot => slot.file === undefined).map(slot => slot.source);
  const templates = Object.entries(file.files).filter(([path]) => dialectOfFile(path));
  return [
    ...file.references.flatMap(({ name }) => candidatePaths(name, file.path)),
    ...own.flatMap(source => includedPaths(source, file.path)),
    ...templates.flatMap(([path, text]) => includedPaths(text, path)),
  ];
}

function includedPaths(source: string, from: string): string[] {
  return [...source.matchAll(INCLUDED)].flatMap(match => candidatePaths(match[1] ?? match[2] ?? '', from));
}
