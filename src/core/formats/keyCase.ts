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

/**
 * The example with every misspelt key of its format spelt right, so that no rule has to think of them, and where they
 * were. The very same object when there are none.
 */
export function spellKeys(value: JsonObject, format: Format): { value: JsonObject; misspelt: MisspeltKey[] } {
  const misspelt: MisspeltKey[] = [];
  let spelt = spellIn(value, [], [...format.keys.required, ...format.keys.optional], misspelt);
  for (const [key, known] of Object.entries(format.keysInside ?? {})) {
    const inner = own(spelt, key);
    if (isObject(inner)) spelt = replaced(spelt, [key], spellIn(inner, [key], known, misspelt)) as JsonObject;
  }
  for (const { path, messages } of format.conversations(spelt)) {
    messages.forEach((message, index) => {
      if (!isObject(message)) return;
      const place = [...path, index];
      spelt = replaced(spelt, place, spellIn(message, place, MESSAGE_KEYS, misspelt)) as JsonObject;
    });
  }
  return { value: spelt, misspelt };
}

/** A path in the spelt example as it leads through the text. */
export function writtenPath(path: Path, misspelt: readonly MisspeltKey[]): Path {
  if (misspelt.length === 0) return path;
  const written = [...path];
  for (const key of misspelt) {
    const last = key.path.length - 1;
    if (key.path.every((step, index) => path[index] === step)) written[last] = key.written;
  }
  return written;
}

function spellIn(
  value: JsonObject,
  path: Path,
  known: readonly string[],
  misspelt: MisspeltKey[],
): JsonObject {
  const names = new Map<string, string>();
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const name = key.trim().toLowerCase();
    if (!known.includes(name) || Object.hasOwn(value, name) || [...names.values()].includes(name)) continue;
    names.set(key, name);
    misspelt.push({ path: [...path, name], written: key });
  }
  if (names.size === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, inner]));
}

/** The value with another one at a path; copies only what leads there, and nothing when it is the same. */
function replaced(value: unknown, path: Path, inner: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return inner;
  if (Array.isArray(value) && typeof step === 'number') {
    const item = replaced(value[step], rest, inner);
    return item === value[step] ? value : value.with(step, item);
  }
  if (!isObject(value)) return value;
  const before = own(value, String(step));
  const after = replaced(before, rest, inner);
  if (before === after) return value;
  return Object.fromEntries(Object.entries(value).map(([key, old]) => [key, key === step ? after : old]));
}
