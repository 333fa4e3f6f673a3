import { parseWithPositions } from '../jsonl/parse.ts';
import type { JsonNode } from '../jsonl/node.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { PlacedExamples } from './placedExamples.ts';

/** Lines that can be folded to their first one. Zero-based, the last one included. */
export interface Fold {
  start: number;
  end: number;
}

/** More places to fold than this help nobody; the examples come first. */
export const MOST_FOLDS = 5000;

/**
 * What can be folded in a dataset. Where an example is spread over lines: the example, and the objects and arrays in
 * it. Where each is one line, which no editor can fold inside: runs of lines that belong together, as `runKey` says of
 * each example, unless the whole file is one run.
 */
export function exampleFolds(
  examples: PlacedExamples,
  runKey: (index: number) => string | number | undefined,
): Fold[] {
  return examples.isLines ? runsOf(examples, runKey) : spreadOf(examples);
}

function runsOf(examples: PlacedExamples, runKey: (index: number) => string | number | undefined): Fold[] {
  const folds: Fold[] = [];
  let from = 0;
  let runs = 0;
  for (let index = 1; index <= examples.count; index++) {
    if (index < examples.count && runKey(index) === runKey(from)) continue;
    runs += 1;
    if (index - from > 1 && runKey(from) !== undefined) {
      folds.push({ start: lineOf(examples, from), end: lineOf(examples, index - 1) });
    }
    from = index;
  }
  return runs < 2 || folds.length > MOST_FOLDS ? [] : folds;
}

function lineOf(examples: PlacedExamples, index: number): number {
  return examples.rangeOf(index).start.line;
}

function spreadOf(examples: PlacedExamples): Fold[] {
  const outer: Fold[] = [];
  const inner: Fold[] = [];
  for (let index = 0; index < examples.count && outer.length < MOST_FOLDS; index++) {
    const { start, end } = examples.rangeOf(index);
    if (end.line <= start.line) continue;
    outer.push({ start: start.line, end: end.line });
    if (inner.length < MOST_FOLDS) inner.push(...foldsInside(examples.textOf(index), start.line));
  }
  return [...outer, ...inner.slice(0, MOST_FOLDS - outer.length)];
}

function foldsInside(text: string, line: number): Fold[] {
  const index = new LineIndex(text);
  const folds: Fold[] = [];
  const open: JsonNode[] = [];
  const add = (node: JsonNode) => open.push(...node.items, ...node.members.map(({ value }) => value));
  for (const root of parseWithPositions(text).roots) add(root);
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind !== 'object' && node.kind !== 'array') continue;
    const { start, end } = index.rangeOf(node.start, node.end);
    // The closing bracket stays in sight, as editors do it for JSON.
    if (end.line - start.line > 1) folds.push({ start: line + start.line, end: line + end.line - 1 });
    add(node);
  }
  return folds;
}
