import type { FilePlace, PromptFile } from '../template/promptFile/promptFile.ts';
import type { RenderedMessage, RenderedPrompt, RenderedSlot } from '../template/promptFile/renderPrompt.ts';
import type { ResolvedValues } from '../template/promptFile/values.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { PreviewMessage, PreviewNote, PreviewState } from './preview.ts';
import { previewInputs } from './previewInputs.ts';
import { previewPieces } from './previewPieces.ts';

/** What a preview is made of. */
export interface PreviewSource {
  sequence: number;
  file: PromptFile;
  rendered: RenderedPrompt;
  resolved: ResolvedValues;
  typed: Readonly<Record<string, string>>;
  sets: readonly { name: string; values: Readonly<Record<string, unknown>> }[];
  /** Name of the chosen set; absent when none is. */
  set?: string | undefined;
  restricted: boolean;
}

/** A preview, and the places of its notes in the same order. */
export interface DrawnPreview {
  state: PreviewState;
  notePlaces: FilePlace[];
}

/** Draws a rendered prompt. */
export function drawPreview(source: PreviewSource): DrawnPreview {
  const { file, rendered, resolved, typed, sets, set, sequence, restricted } = source;
  const notes = [...syntaxNotes(file), ...fileNotes(file), ...renderNotes(file, rendered)];
  const chosen = sets.find(({ name }) => name === set);
  const { messages, missing, slots } = rendered;
  const state: PreviewState = {
    sequence,
    name: file.name ?? file.path.slice(file.path.lastIndexOf('/') + 1),
    messages: messages.map(message => toMessage(message, slots)),
    inputs: previewInputs(file, resolved, typed, chosen?.values ?? {}, missing),
    sets: sets.map(({ name }) => name),
    request: JSON.stringify(rendered.request, null, 2),
    notes: notes.map(([note]) => note),
    missing,
    restricted,
  };
  if (file.description !== undefined) state.description = file.description;
  if (chosen) state.set = chosen.name;
  return { state, notePlaces: notes.map(([, place]) => place) };
}

function toMessage(
  { role, texts, message }: RenderedMessage,
  slots: readonly RenderedSlot[],
): PreviewMessage {
  // A role or a name may be a template too; what the message says is its content.
  const said = texts.filter(({ slot }) => slot.path[2] === 'content');
  const drawn: PreviewMessage = {
    role,
    texts: said.map(text => ({ slot: slots.indexOf(text), pieces: previewPieces(text) })),
  };
  const other = otherThanText(message);
  return other === undefined ? drawn : { ...drawn, other: JSON.stringify(other, null, 2) };
}

/** What a message says besides its texts; undefined when nothing. */
function otherThanText(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  const { role: _, content, ...rest } = message as Record<string, unknown>;
  const parts = Array.isArray(content)
    ? content.filter(part => (part as { type?: unknown } | null)?.type !== 'text')
    : [];
  const other = { ...(parts.length > 0 && { content: parts }), ...rest };
  return Object.keys(other).length > 0 ? other : undefined;
}

type PlacedNote = [PreviewNote, FilePlace];

function syntaxNotes({ syntaxProblems, text, path }: PromptFile): PlacedNote[] {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(match => match.index + match[0].length)];
  return syntaxProblems.map(({ message, remedy, range }): PlacedNote => {
    const start = (starts[range.start.line] ?? text.length) + range.start.character;
    const end = (starts[range.end.line] ?? text.length) + range.end.character;
    return [
      { severity: 'error', message, remedy, where: `${path}:${range.start.line + 1}` },
      { start, end },
    ];
  });
}

function fileNotes(file: PromptFile): PlacedNote[] {
  return file.problems.map(({ code, message, remedy, ...place }): PlacedNote => {
    const severity = code === 'not-supported' ? 'warning' : 'error';
    return [{ severity, message, remedy, where: whereOf(file, place) }, place];
  });
}

function renderNotes(file: PromptFile, { slots }: RenderedPrompt): PlacedNote[] {
  return slots.flatMap(({ slot, error }): PlacedNote[] => {
    if (!error) return [];
    const { template, message } = error;
    const name = template ?? slot.file;
    const range =
      template === undefined ? slot.map.rangeToFile(error) : { start: error.start, end: error.end };
    const place = { ...range, ...(name !== undefined && name !== file.path && { file: name }) };
    return [[{ severity: 'error', message, remedy: '', where: whereOf(file, place) }, place]];
  });
}

function whereOf({ path, text, files }: PromptFile, { file, start }: FilePlace): string {
  const lines = new LineIndex(file === undefined ? text : (files[file] ?? ''));
  return `${file ?? path}:${lines.positionAt(start).line + 1}`;
}
