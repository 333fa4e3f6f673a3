import type { FormatId } from '../../formats/format.ts';
import type { PartKind, Speaker } from '../../formats/conversation.ts';
import type { Path } from '../../jsonl/node.ts';

/** An example laid out for a person: what it says, whatever its format. A plain object. */
export interface ShownExample {
  /** The format by which it is read; undefined when none is known for it. */
  format: FormatId | undefined;
  /** The format's name, or what the line is instead. */
  title: string;
  /** Why there is no conversation to show; undefined when there is one. */
  fault?: string;
  parts: ShownPart[];
  tools: ShownTool[];
  /** What stands beside the conversation: references for graders, labels, metadata. */
  facts: ShownFact[];
  /** The beginning of the text, where nothing of it could be laid out. */
  raw?: string;
}

export interface ShownPart {
  part: PartKind;
  /** The part's name on screen. */
  title: string;
  turns: ShownTurn[];
}

/**
 * What training does with a turn: `learnt` is imitated, `avoided` is trained away from, `muted` is an answer of which
 * the data says that it is not learnt, `context` is what is given.
 */
export type Learning = 'learnt' | 'avoided' | 'muted' | 'context';

export interface ShownTurn {
  /** Its place among all turns of the example, from 0. */
  index: number;
  /** Who speaks, as it is read; undefined for text without a speaker and for a role that is not known. */
  speaker: Speaker | undefined;
  /** What the line calls the speaker, or what stands for it. */
  role: string;
  name?: string;
  learning: Learning;
  pieces: ShownPiece[];
  path: Path;
}

export type ShownKind = 'text' | 'refusal' | 'reasoning' | 'media' | 'call' | 'result' | 'other';

export interface ShownPiece {
  kind: ShownKind;
  /** What is said; for media what is known of it. Cut when it is very long. */
  text: string;
  /** UTF-16 units that were cut off the text. */
  left?: number;
  /** Name of the function that is called or answered, or kind of the media. */
  label?: string;
  /** The id by which a call and its answer find each other. */
  id?: string;
  /** The string that holds the text; absent where the text cannot be edited by itself. */
  place?: TextPlace;
}

/** Where a text stands in an example: a part of the string at a path. */
export interface TextPlace {
  path: Path;
  /** UTF-16 units of the string's value before the text. */
  from: number;
}

export interface ShownTool {
  name: string;
  description: string;
}

export interface ShownFact {
  name: string;
  text: string;
}
