import { setImmediate } from 'node:timers/promises';
import { drawRow } from '../../core/browse/drawRow.ts';
import { findRows } from '../../core/browse/findRows.ts';
import { placeInExample } from '../../core/browse/placeInExample.ts';
import { editString } from '../../core/jsonl/editString.ts';
import { exampleOfText } from '../../core/lint/exampleOfText.ts';
import { placed } from '../../core/lint/finding.ts';
import { lineRange } from '../../core/text/range.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import type { TextChange } from '../../core/view/dataset/datasetView.ts';
import { showExample } from '../../core/view/dataset/showExample.ts';
import type { Handlers, RequestContext } from '../../protocol/channel.ts';
import type { RowsRequests } from '../../protocol/rows.ts';
import type { HeldDocument } from '../heldDocument.ts';
import type { Partners } from '../partners.ts';
import { RowsView } from './rowsView.ts';
import { withTurns } from './withTurns.ts';

/** What a page shows of one example. */
const PAGE_LIMITS = { text: 500_000, turns: 1000, facts: 100 };

/** Rows that are read at a time. */
const MOST_ROWS = 500;

/** Milliseconds that a search may keep others waiting: typing must be linted. */
const SLICE = 10;

/** Answers to dataset pages. */
export function rowsHandlers(
  held: (uri: string) => HeldDocument,
  partners: Partners,
): Handlers<{ requests: RowsRequests; events: Record<string, never> }> {
  const views = new Map<string, RowsView>();
  const viewOf = (name: string): RowsView => {
    const view = views.get(name);
    if (view) return view;
    throw new Problem({
      code: 'not-found',
      message: 'This page is not being read any more.',
      remedy: 'Close it and open it again.',
    });
  };

  return {
    async openRows({ view: name, source }, { signal, progress }) {
      views.get(name)?.close();
      const view = await RowsView.open(source, held, signal);
      views.set(name, view);
      await view.index(signal, progress);
      return view.summary();
    },
    async checkRows({ view: name }, { signal, progress }) {
      const view = viewOf(name);
      await view.check(partners, signal, progress);
      return view.summary();
    },
    summarizeRows({ view }) {
      return viewOf(view).summary();
    },
    async findRows({ view: name, query, near }, context) {
      const view = viewOf(name);
      const { rows, version } = view.current();
      const search = findRows(rows, query);
      const found = await runSearch(search, context, () => view.current().version !== version);
      view.take(query, found);
      return { version, total: found?.length ?? rows.count, ...placeOf(found, near, rows.count) };
    },
    readRows({ view: name, from, count }) {
      const view = viewOf(name);
      const { rows, version, format, settings } = view.current();
      const { found } = view;
      const total = found?.length ?? rows.count;
      const drawn = [];
      for (let at = from; at < Math.min(from + Math.min(count, MOST_ROWS), total); at++) {
        const index = found ? found[at]! : at;
        if (index < rows.count) drawn.push(drawRow(rows, index, format, settings));
      }
      return { version, total, rows: drawn };
    },
    readText({ view, index }) {
      const { rows, version } = viewOf(view).current();
      return { version, ...(index < rows.count && { text: rows.textOf(index) }) };
    },
    readExample({ view: name, index, path }) {
      const { rows, version, format, settings, lineOf, examples } = viewOf(name).current();
      if (!(index >= 0 && index < rows.count)) return { version };
      const text = rows.textOf(index);
      const example = exampleOfText(text, format, settings);
      const line = lineOf(index);
      const span = path ? example.span(path) : { start: 0, end: text.length };
      const range = examples ? placeInExample(examples, index, span) : lineRange(line, span.start, span.end);
      return {
        version,
        range,
        example: {
          index,
          line,
          units: text.length,
          shown: showExample(example, PAGE_LIMITS),
          findings: withTurns(rows.findingsOf(index), example, examples?.isLines ?? true),
        },
      };
    },
    checkDraft({ view: name, index, change }) {
      const { rows, version, format, settings, checkText, isLines, lineOf } = viewOf(name).current();
      const text = rows.textOf(index);
      const edit = isLines ? changeIn(text, change, format, settings) : undefined;
      if (!edit) return { version, findings: [] };
      const after = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
      const findings = checkText(after).map(finding => placed(finding, lineOf(index)));
      return { version, findings: withTurns(findings, exampleOfText(after, format, settings), true) };
    },
    planChange({ view: name, index, change }) {
      const { rows, version, format, settings, examples } = viewOf(name).current();
      const edit = examples && index < rows.count && changeIn(rows.textOf(index), change, format, settings);
      if (!edit) return { version };
      return { version, edit: { range: placeInExample(examples, index, edit), newText: edit.newText } };
    },
    closeRows({ view }) {
      views.get(view)?.close();
      views.delete(view);
      return undefined;
    },
  };
}

/** The edit of an example's text that makes a change; undefined when what it speaks of is not there. */
function changeIn(
  text: string,
  { place, before, after }: TextChange,
  ...[format, settings]: [Parameters<typeof exampleOfText>[1], Parameters<typeof exampleOfText>[2]]
) {
  const node = exampleOfText(text, format, settings).node(place.path);
  return node?.kind === 'string' ? editString(text, node, place.from, before, after) : undefined;
}

async function runSearch<Progress, Result>(
  search: Generator<Progress, Result>,
  { signal, progress }: RequestContext<Progress>,
  isOld: () => boolean,
): Promise<Result> {
  let until = Date.now() + SLICE;
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
    if (Date.now() < until) continue;
    progress(value);
    await setImmediate();
    if (signal.aborted || isOld()) throw cancelledProblem();
    until = Date.now() + SLICE;
  }
}

/** Where an example is among those that were found, or where it would be. */
function placeOf(
  found: Uint32Array | undefined,
  near: number | undefined,
  count: number,
): { place?: number } {
  if (near === undefined) return {};
  if (!found) return near < count ? { place: near } : {};
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle]! < near) low = middle + 1;
    else high = middle;
  }
  return found[low] === near ? { place: low } : {};
}
