import { getLocation } from 'jsonc-parser';
import { relativePath } from '../newComparison/relativePath.ts';
import type { ComparedFile } from './parseCompareFile.ts';

/** What may be written at a place of a comparison. */
export interface CompareCompletions {
  /** The offsets of what is replaced. */
  start: number;
  end: number;
  items: { label: string; detail?: string }[];
}

/** What is there to be named. Paths are relative to the workspace folder. */
export interface CompareNames {
  connections: readonly { id: string; name: string }[];
  files: readonly string[];
}

/**
 * The connections and files that may stand at a place of a `*.compare.json`. Keys and fixed words are completed by the
 * schema. Undefined where nothing can be said.
 */
export function completeCompareFile(
  text: string,
  offset: number,
  path: string,
  { connections, files }: CompareNames,
): CompareCompletions | undefined {
  const { path: place, isAtPropertyKey, previousNode } = getLocation(text, offset);
  if (isAtPropertyKey) return undefined;
  const what = referredAt(place);
  if (what === undefined) return undefined;
  const items =
    what === 'connection'
      ? connections.map(({ id, name }) => ({ label: id, detail: name }))
      : files.filter(file => ENDINGS[what].test(file)).map(file => ({ label: relativePath(file, path) }));
  if (items.length === 0) return undefined;
  const inside =
    previousNode && offset >= previousNode.offset && offset <= previousNode.offset + previousNode.length;
  return {
    start: inside ? previousNode.offset : offset,
    end: inside ? previousNode.offset + previousNode.length : offset,
    items: items.map(item => ({ ...item, label: JSON.stringify(item.label) })),
  };
}

const ENDINGS: Readonly<Record<ComparedFile['what'], RegExp>> = {
  template: /\.prompt\.json$|\.prompty$/i,
  tune: /\.tune\.json$/i,
  trainingFile: /\.(jsonl|ndjson)$/i,
  dataset: /\.(jsonl|ndjson|csv|tsv)$/i,
  inputs: /\.inputs\.json$/i,
  grader: /\.grader\.json$/i,
};

/** Files with these endings are worth looking for. */
export const COMPARED_FILES =
  '**/*.{prompt.json,prompty,tune.json,jsonl,ndjson,csv,tsv,inputs.json,grader.json}';

function referredAt(place: readonly (string | number)[]): ComparedFile['what'] | 'connection' | undefined {
  const [list, , key] = place;
  if (list === 'graders' && place.length === 2) return 'grader';
  if (place.length !== 3) return undefined;
  if (list === 'variants') {
    return key === 'template' || key === 'tune' || key === 'trainingFile' || key === 'connection'
      ? key
      : undefined;
  }
  return list === 'cases' && (key === 'dataset' || key === 'inputs') ? key : undefined;
}
