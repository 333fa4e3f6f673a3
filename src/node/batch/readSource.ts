import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceDocument } from '../../core/batch/batchInput.ts';
import { readRows } from '../../core/rows/readRows.ts';
import type { RowTable } from '../../core/rows/row.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { fileProblem } from '../fileProblem.ts';

/** What a template is run over. */
export type BatchSource =
  | { kind: 'table'; table: RowTable }
  | {
      kind: 'folder';
      documents: SourceDocument[];
      /** Files that were passed over because they are no text or too large, relative to the folder. */
      skipped: string[];
    };

/** A table that is larger does not fit into memory several times over. In bytes. */
const LARGEST_TABLE = 200_000_000;
const LARGEST_DOCUMENT = 20_000_000;
const MOST_DOCUMENTS = 20_000;

/** Files that hold text for people. */
const DOCUMENT =
  /\.(txt|text|md|markdown|mdx|rst|adoc|asciidoc|org|tex|html?|xml|srt|vtt|csv|tsv|json|ya?ml|log)$/i;
const SKIPPED_FOLDERS = new Set(['node_modules', '__pycache__', 'venv', 'site-packages']);

/** Reads a table, or the text files in and below a folder in the order of their names. Links are not followed. */
export async function readSource(file: string, signal: AbortSignal): Promise<BatchSource> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return await readFolder(file, signal);
    if (found.size > LARGEST_TABLE) throw tooLarge(file);
    const text = new TextDecoder().decode(await readFile(file, { signal }));
    return { kind: 'table', table: await readRows(path.basename(file), text) };
  } catch (error) {
    if (signal.aborted) throw cancelledProblem();
    throw fileProblem(error, file);
  }
}

async function readFolder(folder: string, signal: AbortSignal): Promise<BatchSource> {
  const documents: SourceDocument[] = [];
  const skipped: string[] = [];
  const walk = async (here: string): Promise<void> => {
    const entries = await readdir(here, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (signal.aborted) throw cancelledProblem();
      const full = path.join(here, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) await walk(full);
      if (!entry.isFile()) continue;
      const shown = path.relative(folder, full).replaceAll(path.sep, '/');
      const text = DOCUMENT.test(entry.name) ? await readDocument(full) : undefined;
      if (text === undefined) skipped.push(shown);
      else documents.push({ path: shown, text });
      if (documents.length > MOST_DOCUMENTS) throw tooMany(folder);
    }
  };
  await walk(folder);
  return { kind: 'folder', documents, skipped };
}

/** Undefined for what is no text. */
async function readDocument(file: string): Promise<string | undefined> {
  if ((await stat(file)).size > LARGEST_DOCUMENT) return undefined;
  const text = new TextDecoder().decode(await readFile(file));
  return text.includes('\0') ? undefined : text;
}

function tooLarge(file: string): Problem {
  return new Problem({
    code: 'not-supported',
    message: `${file} is too large to be run over at once.`,
    remedy: 'Split it into files of less than 200 MB.',
  });
}

function tooMany(folder: string): Problem {
  return new Problem({
    code: 'not-supported',
    message: `${folder} holds more than ${MOST_DOCUMENTS.toLocaleString('en')} documents.`,
    remedy: 'Choose one of the folders in it.',
  });
}
