import { setImmediate } from 'node:timers/promises';
import { exampleFolds } from '../core/browse/exampleFolds.ts';
import { exampleName, numberedName } from '../core/browse/exampleName.ts';
import { type ExampleSymbol, symbolAt, symbolStep } from '../core/browse/exampleSymbols.ts';
import type { Example } from '../core/lint/example.ts';
import { exampleOfText } from '../core/lint/exampleOfText.ts';
import { cancelledProblem } from '../core/util/problem.ts';
import { showExample } from '../core/view/dataset/showExample.ts';
import type { Handlers } from '../protocol/channel.ts';
import type { ReadingRequests } from '../protocol/reading.ts';
import type { HeldDocument } from './heldDocument.ts';

/** What of an example a hover could show at most. */
const HOVER_LIMITS = { text: 5000, turns: 200, facts: 20 };

/** The turn under the mouse is looked for in examples up to this length, in UTF-16 units: it takes places. */
const POINTED_UNITS = 1_000_000;

/** Milliseconds that one task may keep others waiting: typing must be linted. */
const SLICE = 10;

/** Answers to those who read the documents that the worker holds. */
export function readingHandlers(
  held: (uri: string) => HeldDocument,
): Handlers<{ requests: ReadingRequests; events: Record<string, never> }> {
  return {
    countExamples({ uri }) {
      const { version, examples } = held(uri);
      return { version, count: examples.count };
    },
    findExample({ uri, index }) {
      const document = held(uri);
      const { version, examples } = document;
      if (!(index >= 0 && index < examples.count)) return { version };
      const name = numberedName(index, exampleName(exampleOf(document, index)));
      return { version, found: { index, range: examples.rangeOf(index), name } };
    },
    exampleAt({ uri, at }) {
      const document = held(uri);
      const { version, examples } = document;
      const index = examples.at(at.line, at.character);
      if (index === undefined) return { version };
      const range = examples.rangeOf(index);
      const isInside =
        at.line < range.end.line || (at.line === range.end.line && at.character <= range.end.character);
      if (!isInside) return { version };
      const example = exampleOf(document, index);
      const shown = showExample(example, HOVER_LIMITS);
      const pointed = examples.isLines ? pointedTurn(example, at.character) : undefined;
      if (!pointed) return { version, found: { index, range, shown } };
      const { line } = range.start;
      return {
        version,
        found: {
          index,
          shown,
          turn: pointed.turn,
          range: {
            start: { line, character: pointed.start },
            end: { line, character: pointed.end },
          },
        },
      };
    },
    async exampleSymbols({ uri }, { signal }) {
      const document = held(uri);
      const { version, examples, linter } = document;
      const symbols: ExampleSymbol[] = [];
      let until = Date.now() + SLICE;
      for (let index = 0; index < examples.count; index += symbolStep(examples.count)) {
        symbols.push(symbolAt(examples, index, linter.format, linter.settings));
        if (Date.now() < until) continue;
        await setImmediate();
        if (signal.aborted || held(uri) !== document || document.version !== version)
          throw cancelledProblem();
        until = Date.now() + SLICE;
      }
      return { version, symbols };
    },
    exampleFolds({ uri }) {
      const document = held(uri);
      const { version, examples } = document;
      return { version, folds: exampleFolds(examples, index => runKey(document, index)) };
    },
  };
}

function exampleOf({ examples, linter }: HeldDocument, index: number): Example {
  return exampleOfText(examples.textOf(index), linter.format, linter.settings);
}

/** Neighbours with equal instructions belong together, and where there are none, those of one format. */
function runKey({ examples, linter }: HeldDocument, index: number): string | undefined {
  const { detected, content } = linter.factsOf(examples.rangeOf(index).start.line);
  return detected && content && `${detected} ${content.system}`;
}

/** The turn at a column of the example's line, and where it stands. */
function pointedTurn(
  example: Example,
  column: number,
): { turn: number; start: number; end: number } | undefined {
  if (!example.object || example.text.length > POINTED_UNITS) return undefined;
  const turns = example.reading.parts.flatMap(part => part.turns);
  const spans = turns.map(({ path }) => example.span(path));
  const turn = spans.findIndex(({ start, end }) => start <= column && column < end);
  const span = spans[turn];
  return span && { turn, start: span.start, end: span.end };
}
