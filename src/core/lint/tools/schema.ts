import type { Path } from '../../jsonl/node.ts';
import { isObject, own } from '../../jsonl/shape.ts';

/** What is wrong in a JSON Schema, and where, from the schema on. */
export interface SchemaFault {
  path: Path;
  /** Goes on after "The keyword ... ". */
  text: string;
  /** True for what a validator accepts though it can hardly be meant. */
  mild?: boolean;
}

/** Deeper schemas are not walked. */
const MAX_DEPTH = 20;
const MAX_FAULTS = 10;

/** The faults of a JSON Schema by the keywords that draft 7 and its successors share. */
export function schemaFaults(schema: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  walk(schema, [], 0, faults);
  return faults;
}

function walk(schema: unknown, path: Path, depth: number, faults: SchemaFault[]): void {
  if (faults.length >= MAX_FAULTS || depth > MAX_DEPTH || typeof schema === 'boolean') return;
  if (!isObject(schema)) {
    faults.push({ path, text: 'has to be a schema: an object, or true or false' });
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const at = [...path, keyword];
    const check = Object.hasOwn(CHECKS, keyword) ? CHECKS[keyword] : undefined;
    const text = check?.(value);
    if (text !== undefined) faults.push({ path: at, text });
    else if (ONE.includes(keyword)) walk(value, at, depth + 1, faults);
    else if (keyword === 'items' && !Array.isArray(value)) walk(value, at, depth + 1, faults);
    else if (Array.isArray(value) && (LISTS.includes(keyword) || keyword === 'items')) {
      for (const [index, one] of value.entries()) walk(one, [...at, index], depth + 1, faults);
    } else if (MAPS.includes(keyword) && isObject(value)) {
      for (const [name, one] of Object.entries(value)) walk(one, [...at, name], depth + 1, faults);
    }
  }
  undefinedRequired(schema, path, faults);
}

/** A required property that is nowhere described is most often misspelt. */
function undefinedRequired(
  schema: Readonly<Record<string, unknown>>,
  path: Path,
  faults: SchemaFault[],
): void {
  const required = own(schema, 'required');
  const properties = own(schema, 'properties');
  if (!Array.isArray(required) || !isObject(properties)) return;
  required.forEach((name, index) => {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) return;
    faults.push({
      path: [...path, 'required', index],
      text: 'names a property that is not described',
      mild: true,
    });
  });
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const ONE = ['additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'];
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'definitions'];

const isNumber = (value: unknown) => (typeof value === 'number' ? undefined : 'has to be a number');
const isCount = (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : 'has to be a whole number from 0';
const isText = (value: unknown) => (typeof value === 'string' ? undefined : 'has to be a string');
const isMap = (value: unknown) => (isObject(value) ? undefined : 'has to be an object of schemas');
const isList = (value: unknown) =>
  Array.isArray(value) && value.length > 0 ? undefined : 'has to be a list of at least one schema';

const CHECKS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  type(value) {
    const types: unknown[] = Array.isArray(value) ? value : [value];
    const known = types.length > 0 && types.every(type => typeof type === 'string' && TYPES.includes(type));
    return known ? undefined : `has to be one of ${TYPES.join(', ')}, or a list of them`;
  },
  enum: value => (Array.isArray(value) && value.length > 0 ? undefined : 'has to be a list of values'),
  required: value =>
    Array.isArray(value) && value.every(name => typeof name === 'string')
      ? undefined
      : 'has to be a list of names of properties',
  properties: isMap,
  patternProperties: isMap,
  $defs: isMap,
  definitions: isMap,
  anyOf: isList,
  oneOf: isList,
  allOf: isList,
  minimum: isNumber,
  maximum: isNumber,
  multipleOf: isNumber,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  description: isText,
  title: isText,
  format: isText,
  $ref: isText,
  pattern(value) {
    if (typeof value !== 'string') return 'has to be a string';
    try {
      new RegExp(value, 'u');
      return undefined;
    } catch {
      return 'is no regular expression';
    }
  },
};
