import type { ReadExample } from '../formats/conversation.ts';
import { type Conversation, type FormatId, type MessageKeys, USUAL_KEYS } from '../formats/format.ts';
import { type MisspeltKey, Spelling } from '../formats/keyCase.ts';
import { formatOf, readAs } from '../formats/registry.ts';
import {
  type JsonMember,
  type JsonNode,
  memberAt,
  nodeAt,
  type Part,
  type Path,
  type Span,
  spanAt,
} from '../jsonl/node.ts';
import { type ParsedText, parseWithPositions, type SyntaxProblem } from '../jsonl/parse.ts';
import { isObject, own } from '../jsonl/shape.ts';
import type { LineKind } from './facts.ts';
import { MARKS, marksOf } from './textMarks.ts';

/** A message with its place in the example. */
export interface MessageView {
  conversation: Conversation;
  /** Position in the conversation, from 0. */
  index: number;
  path: Path;
  message: Readonly<Record<string, unknown>>;
  /** What this format calls the role and the content of a message. */
  keys: MessageKeys;
  /** The role when it is a string; undefined when it is missing or of another type. */
  role: string | undefined;
}

/** One line of a dataset as rules see it. Positions are computed only when somebody asks. */
export class Example {
  /** The line without its terminator, and without the byte order mark that may begin the file. */
  readonly text: string;
  readonly kind: LineKind;
  /**
   * The parsed object; undefined when the line is broken or holds something else. Keys that are misspelt only in case
   * or space are spelt right, so that one rule speaks of them and the others go on.
   */
  readonly object: Readonly<Record<string, unknown>> | undefined;
  /** The format by which this line is judged; undefined when none applies. */
  readonly format: FormatId | undefined;
  /** UTF-16 column of the first byte that is not UTF-8; undefined when all are. */
  readonly invalidUtf8At: number | undefined;
  /** Keys of the text that the parsed value has lost, because they are repeated. */
  readonly lostKeys: number;
  /** How deep the objects and arrays of the text are nested. */
  readonly depth: number;
  /** The keys that the text has in another spelling than `object`. Paths are those of `object`. */
  readonly misspelt: readonly MisspeltKey[];
  readonly #spelling: Spelling | undefined;
  #marks: number | undefined;
  #found: Map<unknown, unknown> | undefined;
  #parsed: ParsedText | undefined;
  #conversations: Conversation[] | undefined;
  #messages: MessageView[] | undefined;
  #reading: ReadExample | undefined;

  constructor(facts: {
    text: string;
    kind: LineKind;
    value: unknown;
    format: FormatId | undefined;
    invalidUtf8At?: number | undefined;
    lostKeys?: number;
    depth?: number;
  }) {
    this.text = facts.text;
    this.kind = facts.kind;
    this.format = facts.format;
    const format = facts.format && formatOf(facts.format);
    const object = isObject(facts.value) ? facts.value : undefined;
    this.#spelling = object && format ? new Spelling(object, format) : undefined;
    this.object = this.#spelling?.value ?? object;
    this.misspelt = this.#spelling?.misspelt ?? [];
    this.invalidUtf8At = facts.invalidUtf8At;
    this.lostKeys = facts.lostKeys ?? 0;
    this.depth = facts.depth ?? 0;
  }

  /** True when the text is ASCII without escapes of other characters: then no rule about characters has work here. */
  get isPlain(): boolean {
    return (this.marks & (MARKS.beyondAscii | MARKS.escape)) === 0;
  }

  /** What characters the text has, as a sum of `MARKS`: whether it is worth while to look for something rare. */
  get marks(): number {
    this.#marks ??= marksOf(this.text);
    return this.#marks;
  }

  /** What a function finds in this example. Several rules ask for the same, and it is looked for once. */
  once<T>(find: (example: Example) => T): T {
    this.#found ??= new Map();
    if (!this.#found.has(find)) this.#found.set(find, find(this));
    return this.#found.get(find) as T;
  }

  /** What strict JSON forbids in this line, in the order of the text. Costs next to nothing for a sound line. */
  get syntaxProblems(): readonly SyntaxProblem[] {
    return this.#isSound() ? NONE : this.#parse().problems;
  }

  /** The values on the line with their places; more than one when several stand on it, none when it is broken. */
  get roots(): readonly JsonNode[] {
    return this.#parse().roots;
  }

  /** The span of a place in the value. The whole line when there is no such place. */
  span(at: Path | Span, part?: Part): Span {
    if (isSpan(at)) return at;
    const root = this.roots[0];
    return root ? spanAt(root, this.#writtenPath(at), part) : { start: 0, end: this.text.length };
  }

  /** The node at a place in the value; undefined when there is none. */
  node(path: Path): JsonNode | undefined {
    const root = this.roots[0];
    return root && nodeAt(root, this.#writtenPath(path));
  }

  /** The key and value at a place in the value; undefined when there is none, or it is an item of an array. */
  member(path: Path): JsonMember | undefined {
    const root = this.roots[0];
    return root && memberAt(root, this.#writtenPath(path));
  }

  /** The value of the example's own key. */
  field(key: string): unknown {
    return this.object && own(this.object, key);
  }

  get conversations(): readonly Conversation[] {
    if (!this.#conversations) {
      const format = this.format && formatOf(this.format);
      this.#conversations = format && this.object ? format.conversations(this.object) : [];
    }
    return this.#conversations;
  }

  /** All messages that are objects, of all conversations, in order. */
  get messages(): readonly MessageView[] {
    if (!this.#messages) {
      const keys = (this.format && formatOf(this.format)?.messageKeys) ?? USUAL_KEYS;
      this.#messages = this.conversations.flatMap(conversation => messagesOf(conversation, keys));
    }
    return this.#messages;
  }

  /** What the example says, in words that are the same for all formats. */
  get reading(): ReadExample {
    this.#reading ??= this.format && this.object ? readAs(this.format, this.object) : NOTHING_READ;
    return this.#reading;
  }

  /** True when a strict parser took the line and lost nothing of it, so that there is nothing to look for. */
  #isSound(): boolean {
    return this.object !== undefined && this.lostKeys === 0 && !MAYBE_LONE_SURROGATE.test(this.text);
  }

  #writtenPath(path: Path): Path {
    return this.#spelling?.writtenPath(path) ?? path;
  }

  #parse(): ParsedText {
    if (!this.#parsed) this.#parsed = parseWithPositions(this.text);
    return this.#parsed;
  }
}

const NONE: readonly SyntaxProblem[] = [];

const NOTHING_READ: ReadExample = { parts: [], others: {} };

/** An escaped surrogate, or one that stands in the text itself without its partner. */
const MAYBE_LONE_SURROGATE =
  /\\u[dD][89a-fA-F]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function messagesOf(conversation: Conversation, keys: MessageKeys): MessageView[] {
  const views: MessageView[] = [];
  conversation.messages.forEach((message, index) => {
    if (!isObject(message)) return;
    const role = own(message, keys.role);
    views.push({
      conversation,
      index,
      path: [...conversation.path, index],
      message,
      keys,
      role: typeof role === 'string' ? role : undefined,
    });
  });
  return views;
}

function isSpan(at: Path | Span): at is Span {
  return !Array.isArray(at);
}
