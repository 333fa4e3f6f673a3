import { FORMATS, fitsSchema, type JsonSchema, resolveSchema } from './jsonSchema.ts';

/** What is at hand to fill a schema with. */
export interface FillingMaterial {
  /** The answer as text. */
  text: string;
  /** The answer as JSON; undefined when it is none. */
  value: unknown;
  /** Picks one of several options when nothing speaks for one. Returns its index. */
  choose(options: readonly string[]): number;
}

/**
 * A value that fits a schema and is as close to the answer as can be: parts of the answer that fit are kept, options
 * that it names are taken, numbers are found in it. Undefined when no fitting value was found.
 */
export function fillSchema(schema: JsonSchema, material: FillingMaterial): unknown {
  const filled = new Filler(schema, material).fill(schema, material.value, 0);
  return filled !== undefined && fitsSchema(filled, schema, schema) ? filled : undefined;
}

/** Deeper than this only what must be there is filled, so that a recursive schema ends. */
const MAX_DEPTH = 12;

type SchemaObject = { readonly [keyword: string]: unknown };

class Filler {
  #root: JsonSchema;
  #material: FillingMaterial;

  constructor(root: JsonSchema, material: FillingMaterial) {
    this.#root = root;
    this.#material = material;
  }

  fill(schema: unknown, value: unknown, depth: number): unknown {
    const resolved = resolveSchema(schema, this.#root);
    if (resolved === undefined || resolved === false || depth > MAX_DEPTH) return undefined;
    if (value !== undefined && fitsSchema(value, resolved, this.#root)) return value;
    if (resolved === true) return value ?? this.#material.text;
    if ('const' in resolved) return resolved.const;
    if (Array.isArray(resolved.enum)) return this.#option(resolved.enum);
    const branches = resolved.anyOf ?? resolved.oneOf;
    if (Array.isArray(branches)) return this.#branch(resolved, branches, value, depth);
    if (Array.isArray(resolved.allOf)) return this.fill(merged(resolved, this.#root), value, depth);
    return this.#typed(resolved, value, depth);
  }

  #typed(schema: SchemaObject, value: unknown, depth: number): unknown {
    for (const type of typesOf(schema)) {
      const filled = this.#ofType(type, schema, value, depth);
      if (filled !== undefined && fitsSchema(filled, schema, this.#root)) return filled;
    }
    return undefined;
  }

  #ofType(type: string, schema: SchemaObject, value: unknown, depth: number): unknown {
    if (type === 'object') return this.#object(schema, value, depth);
    if (type === 'array') return this.#array(schema, value, depth);
    if (type === 'boolean') return this.#boolean();
    if (type === 'null') return null;
    return type === 'string' ? this.#string(schema, value) : this.#number(schema, type === 'integer');
  }

  /** The option that the answer names; the longest one, so that "not good" is not read as "good". */
  #option(options: readonly unknown[]): unknown {
    const names = options.map(option => (typeof option === 'string' ? option : JSON.stringify(option)));
    const text = this.#material.text.toLowerCase();
    const named = names
      .map((name, index) => ({ name, index }))
      .filter(({ name }) => name !== '' && namesOption(text, name.toLowerCase()))
      .sort((left, right) => right.name.length - left.name.length);
    return options[named[0]?.index ?? this.#material.choose(names)];
  }

  #branch(schema: SchemaObject, branches: readonly unknown[], value: unknown, depth: number): unknown {
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    // `null` comes last: it fits an optional value, but an answer is better than none.
    const ordered = [...branches].sort((left, right) => Number(allowsNull(left)) - Number(allowsNull(right)));
    for (const branch of ordered) {
      const combined = { ...rest, ...(resolveSchema(branch, this.#root) as SchemaObject) };
      const filled = this.fill(combined, value, depth + 1);
      if (filled !== undefined && fitsSchema(filled, schema, this.#root)) return filled;
    }
    return undefined;
  }

  #object(schema: SchemaObject, value: unknown, depth: number): unknown {
    const properties = (schema.properties ?? {}) as Record<string, unknown>;
    const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
    const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    const filled: Record<string, unknown> = {};
    for (const key of new Set([...Object.keys(properties), ...required])) {
      const isGiven = Object.hasOwn(given, key);
      if (!required.includes(key) && !isGiven) continue;
      const child = this.fill(properties[key] ?? true, isGiven ? given[key] : undefined, depth + 1);
      if (child !== undefined) filled[key] = child;
      else if (required.includes(key)) return undefined;
    }
    return filled;
  }

  #array(schema: SchemaObject, value: unknown, depth: number): unknown {
    const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
    const most = typeof schema.maxItems === 'number' ? schema.maxItems : Infinity;
    const given = Array.isArray(value) ? value : [];
    const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
    const wanted = Math.min(most, Math.max(least, given.length, Math.min(1, most)), MAX_ITEMS);
    const items: unknown[] = [];
    for (let index = 0; index < wanted; index++) {
      const item = this.fill(prefix[index] ?? schema.items ?? true, given[index], depth + 1);
      if (item === undefined) break;
      items.push(item);
    }
    return items;
  }

  #boolean(): boolean {
    const text = this.#material.text.toLowerCase();
    const yes = /\b(?:yes|true)\b/.exec(text)?.index ?? Infinity;
    const no = /\b(?:no|false|not)\b/.exec(text)?.index ?? Infinity;
    if (yes === no) return this.#material.choose(['true', 'false']) === 0;
    return yes < no;
  }

  #string(schema: SchemaObject, value: unknown): string {
    const format = typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
    const text = typeof value === 'string' ? value : this.#material.text;
    if (format !== undefined) {
      const words = text.split(/[\s,;"'<>()]+/).flatMap(word => [word, word.replace(/[.!?:]+$/, '')]);
      return words.find(word => format.pattern.test(word)) ?? format.example;
    }
    const most = typeof schema.maxLength === 'number' ? schema.maxLength : Infinity;
    const least = typeof schema.minLength === 'number' ? Math.min(schema.minLength, MAX_PADDED) : 0;
    return [...text].slice(0, most).join('').padEnd(least, '.');
  }

  #number(schema: SchemaObject, isInteger: boolean): number | undefined {
    const found = this.#material.text.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
    const limits = [schema.minimum, schema.maximum].filter(limit => typeof limit === 'number');
    const open = [schema.exclusiveMinimum, schema.exclusiveMaximum].filter(
      limit => typeof limit === 'number',
    );
    const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : 1;
    const near = [
      ...limits,
      0,
      ...open.flatMap(limit => [limit + step, limit - step, limit + 0.001, limit - 0.001]),
    ];
    const candidates = [...found, ...near].flatMap(number => [
      number,
      Math.ceil(number / step) * step,
      Math.floor(number / step) * step,
    ]);
    const fits = (number: number): boolean => fitsSchema(number, schema, this.#root);
    return candidates.map(number => (isInteger ? Math.round(number) : number)).find(fits);
  }
}

const MAX_ITEMS = 1000;
const MAX_PADDED = 10_000;

function namesOption(text: string, name: string): boolean {
  const at = text.indexOf(name);
  if (at < 0) return false;
  const isLetter = (letter: string | undefined): boolean =>
    letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  return !isLetter(text[at - 1]) && !isLetter(text[at + name.length]);
}

function typesOf(schema: SchemaObject): string[] {
  if (typeof schema.type === 'string') return [schema.type];
  if (Array.isArray(schema.type)) return [...schema.type.filter(type => type !== 'null'), 'null'] as string[];
  if ('properties' in schema || 'required' in schema) return ['object'];
  return 'items' in schema || 'prefixItems' in schema ? ['array'] : ['string', 'number', 'object', 'array'];
}

function allowsNull(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && (schema as { type?: unknown }).type === 'null';
}

/** The branches of `allOf` as one schema; of a keyword that occurs twice the objects and lists are joined. */
function merged(schema: SchemaObject, root: JsonSchema): SchemaObject {
  const { allOf, ...rest } = schema;
  const result: Record<string, unknown> = { ...rest };
  for (const branch of allOf as unknown[]) {
    const resolved = resolveSchema(branch, root);
    if (typeof resolved !== 'object') continue;
    for (const [keyword, value] of Object.entries(resolved)) {
      const known = result[keyword];
      if (Array.isArray(known) && Array.isArray(value)) result[keyword] = [...known, ...value];
      else if (keyword === 'properties') result[keyword] = { ...(known as object), ...(value as object) };
      else result[keyword] = value;
    }
  }
  return result;
}
