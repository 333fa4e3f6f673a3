import { oneLine } from '../formats/exampleTitle.ts';
import { textOfTurn, type Turn } from '../formats/conversation.ts';
import type { FileFormat } from '../formats/fileFormat.ts';
import { formatTitle } from '../formats/registry.ts';
import type { Example } from '../lint/example.ts';
import { exampleOfText } from '../lint/exampleOfText.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { Range } from '../text/range.ts';
import { exampleName, numberedName } from './exampleName.ts';
import type { PlacedExamples } from './placedExamples.ts';

/** An entry of the outline. */
export interface ExampleSymbol {
  name: string;
  detail: string;
  kind: 'example' | 'message' | 'call' | 'group';
  range: Range;
  children: ExampleSymbol[];
}

/** Up to so many examples each has its messages; up to `NAMED` each has its name; beyond, runs of them are named. */
export const DETAILED = 1000;
export const NAMED = 10_000;

/** An outline has at most about so many entries: an editor draws and keeps all of them. */
const MOST_GROUPS = 10_000;

/** Messages of one example, and texts that are read for their places: what is longer is no help in an outline. */
const MOST_MESSAGES = 100;
const PLACED_UNITS = 200_000;

/** How many examples one entry of the outline stands for. */
export function symbolStep(count: number): number {
  if (count <= NAMED) return 1;
  let step = 10;
  while (count / step > MOST_GROUPS) step *= 10;
  return step;
}

/** The entry of the outline that begins at an example. */
export function symbolAt(
  examples: PlacedExamples,
  index: number,
  file: FileFormat,
  settings: Pick<LintSettings, 'format' | 'method'>,
): ExampleSymbol {
  const step = symbolStep(examples.count);
  const example = exampleOfText(examples.textOf(index), file, settings);
  const range = examples.rangeOf(index);
  const name = numberedName(index, exampleName(example));
  if (step > 1) {
    const last = Math.min(index + step, examples.count) - 1;
    const span = `${(index + 1).toLocaleString('en-US')} – ${(last + 1).toLocaleString('en-US')}`;
    return {
      name: `${span} · ${exampleName(example).question}`,
      detail: '',
      kind: 'group',
      range: { start: range.start, end: examples.rangeOf(last).end },
      children: [],
    };
  }
  return {
    name,
    detail: example.format === undefined || example.format === file ? '' : formatTitle(example.format),
    kind: 'example',
    range,
    children: examples.count <= DETAILED ? messagesOf(example, range) : [],
  };
}

function messagesOf(example: Example, { start }: Range): ExampleSymbol[] {
  if (!example.object || example.text.length > PLACED_UNITS || /[\r\n]/.test(example.text)) return [];
  const turns = example.reading.parts.flatMap(({ part, turns: of }) => of.map(turn => ({ part, turn })));
  return turns.slice(0, MOST_MESSAGES).map(({ part, turn }) => {
    const span = example.span(turn.path);
    const call = turn.pieces.find(piece => piece.kind === 'call');
    const text = oneLine(textOfTurn(turn), 60);
    const side = part === 'preferred' || part === 'rejected' ? part : '';
    return {
      name: nameOf(turn),
      detail: [side, text === '' && call ? `${call.name}(…)` : text].filter(Boolean).join(' · '),
      kind: call ? 'call' : 'message',
      range: {
        start: { line: start.line, character: start.character + span.start },
        end: { line: start.line, character: start.character + span.end },
      },
      children: [],
    };
  });
}

function nameOf({ speaker, pieces }: Turn): string {
  return speaker ?? (pieces.length > 0 ? 'text' : 'message');
}
