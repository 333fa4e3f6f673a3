import type { Path } from '../jsonl/node.ts';
import { isObject, own } from '../jsonl/shape.ts';
import type { Format } from './format.ts';

/** A key that is a known one but for its case or the space around it, in an object that lacks the known one. */
export interface MisspeltKey {
  /** Where the value stands once every key is spelt right. */
  path: Path;
  /** The key as it is written. */
  written: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Keys of a message that any role may need. Others are left as they are, so that they are seen as unknown. */
const MESSAGE_KEYS = [
  'role',
  'content',
  'name',
  'weight',
  'tool_calls',
  'tool_call_id',
  'function_call',
  'refusal',
];

/** An example with every misspelt key of its format spelt right, so that no rule has to think of them. */
export class Spelling {
  /** The example as it is meant. The very same object when no key is misspelt. */
  readonly value: JsonObject;
  readonly misspelt: readonly MisspeltKey[];
  readonly #written = new Map<string, string>();

  constructor(value: JsonObject, format: Format) {
    const misspelt: MisspeltKey[] = [];
    let spelt = spellIn(value, [], [...format.keys.required, ...format.keys.optional], misspelt);
    for (const [key, known] of Object.entries(format.keysInside ?? {})) {
      const inner = own(spelt, key);
      if (isObject(inner)) spelt = replaced(spelt, [key], spellIn(inner, [key], known, misspelt));
    }
    for (const { path, messages } of format.conversations(spelt)) {
      const before = misspelt.length;
      const speltMessages = messages.map((message, index) =>
        isObject(message) ? spellIn(message, [...path, index], MESSAGE_KEYS, misspelt) : message,
      );
      if (misspelt.length > before) spelt = replaced(spelt, path, speltMessages);
    }
    this.value = spelt;
    this.misspelt = misspelt;
    for (const { path, written } of misspelt) this.#written.set(path.join('\n'), written);
  }

  /** A path in the spelt example as it leads through the text. */
  writtenPath(path: Path): Path {
    if (this.#written.size === 0) return path;
    return path.map((step, index) => this.#written.get(path.slice(0, index + 1).join('\n')) ?? step);
  }
}

function spellIn(
  value: JsonObject,
  path: Path,
  known: readonly string[],
  misspelt: MisspeltKey[],
): JsonObject {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const name = key.trim().toLowerCase();
    if (!known.includes(name) || Object.hasOwn(value, name) || taken.has(name)) continue;
    names.set(key, name);
    taken.add(name);
    misspelt.push({ path: [...path, name], written: key });
  }
  if (names.size === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, inner]));
}

/** The object with another value at a path of keys; copies only the objects that lead there. */
function replaced(value: JsonObject, path: Path, inner: unknown): JsonObject {
  const [step, ...rest] = path;
  return Object.fromEntries(
    Object.entries(value).map(([key, old]) => {
      if (key !== step) return [key, old];
      return [key, rest.length > 0 && isObject(old) ? replaced(old, rest, inner) : inner];
    }),
  );
}
