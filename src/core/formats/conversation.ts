import type { Path } from '../jsonl/node.ts';

/**
 * The neutral reading of an example: what every format says in its own words, said in one. `Format.read` makes it. It
 * is for whoever asks what an example says (counting, comparing, converting, showing) and not whether it is written
 * well: rules about the writing look at `Format.conversations`. A reader never throws, whatever it is given, and leaves
 * out what it does not understand; what that is stands in `unread`.
 */
export interface ReadExample {
  /** The conversations in the order of the example: the prompt before its answers. */
  parts: ReadPart[];
  /** The tools that may be called, each as `{ type: 'function', function: {...} }` where that could be made of it. */
  tools?: unknown[];
  /** Where the tools stand. */
  toolsPath?: Path;
  parallelToolCalls?: boolean;
  /** Weight of the whole example. */
  weight?: number;
  /** KTO: whether the answer is wanted. */
  label?: boolean;
  /** Other keys of the example, such as references for graders; they belong to no message. */
  others: Record<string, unknown>;
}

/**
 * `chat` is a whole training conversation, of which every answer is learnt. `prompt` ends before the answer. `answer`
 * is the one answer to the prompt before it; `preferred` and `rejected` are the two of a pair. `text` is text without
 * speakers that is learnt as it is.
 */
export type PartKind = 'chat' | 'prompt' | 'answer' | 'preferred' | 'rejected' | 'text';

export interface ReadPart {
  part: PartKind;
  turns: Turn[];
}

/** Who speaks, whatever the format calls them. `function` is the old name of `tool`. */
export type Speaker = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

export interface Turn {
  /** Undefined where nobody can tell, and for text without a speaker. */
  speaker: Speaker | undefined;
  /** The message in the example; for a turn that is spread over several keys, the first of them. */
  path: Path;
  pieces: Piece[];
  /** 0 and 1 where the format says whether a turn is learnt; absent where it leaves that to the trainer. */
  weight?: number;
  name?: string;
  /** Keys of the message that have no place here. */
  unread: string[];
}

/** Something that is said in one turn, with the place where it stands. */
export type Piece =
  /** `from` is where it begins in the string at `path`, where that holds more than it. */
  | { kind: 'text'; text: string; path: Path; from?: number }
  | { kind: 'refusal'; text: string; path: Path }
  | { kind: 'reasoning'; text: string; path: Path }
  /** `source` is a URL of any scheme, or a `data:` URL that holds the image. */
  | {
      kind: 'image';
      source: string;
      detail?: string;
      mimeType?: string;
      media: 'image' | 'video' | 'audio' | 'file';
      path: Path;
    }
  /** `arguments` is JSON text as the model would write it. */
  | { kind: 'call'; id?: string; name: string; arguments: string; path: Path }
  /** What a tool answered. */
  | { kind: 'result'; id?: string; name?: string; text: string; path: Path }
  | { kind: 'other'; value: unknown; path: Path };

/** Everything that is said in a turn as text, answers of tools included, one piece a line. */
export function textOfTurn({ pieces }: Turn): string {
  return pieces.flatMap(piece => ('text' in piece ? [piece.text] : [])).join('\n');
}

/** The speaker that a role of any format means; undefined when none is known by that name. */
export function speakerOf(role: unknown): Speaker | undefined {
  return typeof role === 'string' ? SPEAKERS.get(role.trim().toLowerCase()) : undefined;
}

const SPEAKERS = new Map<string, Speaker>([
  ['system', 'system'],
  ['developer', 'developer'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['bot', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['chatbot', 'assistant'],
  ['function_call', 'assistant'],
  ['tool_call', 'assistant'],
  ['tool', 'tool'],
  ['ipython', 'tool'],
  ['observation', 'tool'],
  ['tool_response', 'tool'],
  ['function', 'function'],
]);
