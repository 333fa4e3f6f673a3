/** A JSON Schema as far as structured outputs use it. `true` and `false` allow everything and nothing. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** The schema that a `$ref` inside `root` names; undefined when there is none. */
export function resolveSchema(schema: unknown, root: JsonSchema): JsonSchema | undefined {
  let current = schema;
  for (let hops = 0; hops < 20; hops++) {
    if (typeof current === 'boolean') return current;
    if (typeof current !== 'object' || current === null) return undefined;
    const reference = (current as { $ref?: unknown }).$ref;
    if (typeof reference !== 'string') return current as JsonSchema;
    current = followPointer(reference, root);
  }
  return undefined;
}

/**
 * Whether a value fits a schema: the keywords that OpenAI's structured outputs allow, and the common ones beside
 * them. `unsupportedKeyword` tells which schemas must not be judged by this.
 */
export function fitsSchema(
  value: unknown,
  schema: unknown,
  root: JsonSchema,
  budget: Budget = { left: MOST_STEPS },
): boolean {
  const resolved = resolveSchema(schema, root);
  if (typeof resolved === 'boolean') return resolved;
  if (resolved === undefined) return false;
  return Object.entries(resolved).every(([keyword, wanted]) => {
    budget.left -= 1;
    if (budget.left < 0) throw new RangeError('The schema takes too many steps.');
    const check = Object.hasOwn(CHECKS, keyword) ? CHECKS[keyword] : undefined;
    return check === undefined || check(value, wanted, resolved, root, budget);
  });
}

/** How many keywords may still be looked at. Branches of branches double with every level. */
interface Budget {
  left: number;
}

const MOST_STEPS = 200_000;

/** The first `$ref` in a schema that leads to nothing in it, such as an address; undefined when there is none. */
export function danglingReference(schema: unknown, root: JsonSchema): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { $ref: reference } = schema as { $ref?: unknown };
  if (typeof reference === 'string' && followPointer(reference, root) === undefined) return reference;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!HOLDS_SCHEMAS.has(keyword) || typeof value !== 'object' || value === null) continue;
    for (const child of HOLDS_ONE.has(keyword) ? [value] : Object.values(value)) {
      const found = danglingReference(child, root);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The first keyword in a schema that `fitsSchema` cannot judge, with its path; undefined when there is none. */
export function unsupportedKeyword(schema: unknown, path = ''): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    const here = `${path}/${keyword}`;
    if (UNSUPPORTED.has(keyword)) return here;
    if (!HOLDS_SCHEMAS.has(keyword) || typeof value !== 'object' || value === null) continue;
    const inner = HOLDS_ONE.has(keyword) ? [['', value]] : Object.entries(value);
    for (const [key, child] of inner) {
      const found = unsupportedKeyword(child, key === '' ? here : `${here}/${key}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const UNSUPPORTED = new Set([
  'pattern',
  'patternProperties',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'dependentRequired',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'uniqueItems',
  '$dynamicRef',
  'minProperties',
  'maxProperties',
]);
const HOLDS_ONE = new Set(['items', 'additionalProperties']);
const HOLDS_SCHEMAS = new Set([
  ...HOLDS_ONE,
  'properties',
  '$defs',
  'definitions',
  'anyOf',
  'oneOf',
  'allOf',
  'prefixItems',
]);

type Check = (
  value: unknown,
  wanted: unknown,
  schema: { readonly [keyword: string]: unknown },
  root: JsonSchema,
  budget: Budget,
) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, wanted) => (Array.isArray(wanted) ? wanted : [wanted]).some(type => isOfType(value, type)),
  enum: (value, wanted) => Array.isArray(wanted) && wanted.some(option => isSame(option, value)),
  const: (value, wanted) => isSame(wanted, value),
  anyOf: (value, wanted, _, root, budget) =>
    Array.isArray(wanted) && wanted.some(branch => fitsSchema(value, branch, root, budget)),
  allOf: (value, wanted, _, root, budget) =>
    Array.isArray(wanted) && wanted.every(branch => fitsSchema(value, branch, root, budget)),
  oneOf: (value, wanted, _, root, budget) =>
    Array.isArray(wanted) && wanted.filter(branch => fitsSchema(value, branch, root, budget)).length === 1,
  required: (value, wanted) =>
    !isObject(value) || (Array.isArray(wanted) && wanted.every(key => Object.hasOwn(value, key as string))),
  properties: (value, wanted, _, root, budget) =>
    !isObject(value) ||
    Object.entries(wanted as object).every(
      ([key, schema]) => !Object.hasOwn(value, key) || fitsSchema(value[key], schema, root, budget),
    ),
  additionalProperties: (value, wanted, schema, root, budget) =>
    !isObject(value) ||
    Object.keys(value).every(
      key =>
        Object.hasOwn((schema.properties as object) ?? {}, key) ||
        fitsSchema(value[key], wanted, root, budget),
    ),
  prefixItems: (value, wanted, _, root, budget) =>
    !Array.isArray(value) ||
    (wanted as unknown[]).every(
      (item, at) => at >= value.length || fitsSchema(value[at], item, root, budget),
    ),
  items: (value, wanted, schema, root, budget) =>
    !Array.isArray(value) ||
    value
      .slice(((schema.prefixItems as unknown[]) ?? []).length)
      .every(item => fitsSchema(item, wanted, root, budget)),
  minItems: (value, wanted) => !Array.isArray(value) || value.length >= (wanted as number),
  maxItems: (value, wanted) => !Array.isArray(value) || value.length <= (wanted as number),
  minLength: (value, wanted) => typeof value !== 'string' || [...value].length >= (wanted as number),
  maxLength: (value, wanted) => typeof value !== 'string' || [...value].length <= (wanted as number),
  minimum: (value, wanted) => typeof value !== 'number' || value >= (wanted as number),
  maximum: (value, wanted) => typeof value !== 'number' || value <= (wanted as number),
  exclusiveMinimum: (value, wanted) => typeof value !== 'number' || value > (wanted as number),
  exclusiveMaximum: (value, wanted) => typeof value !== 'number' || value < (wanted as number),
  multipleOf: (value, wanted) =>
    typeof value !== 'number' ||
    Math.abs(value / (wanted as number) - Math.round(value / (wanted as number))) < 1e-9,
  format: (value, wanted) =>
    typeof value !== 'string' ||
    !Object.hasOwn(FORMATS, wanted as string) ||
    FORMATS[wanted as string]!.pattern.test(value),
};

/** The formats that structured outputs name, each with a value that has it. */
export const FORMATS: Readonly<Record<string, { pattern: RegExp; example: string }>> = {
  date: { pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, example: '2000-01-01' },
  time: { pattern: /^\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/, example: '00:00:00Z' },
  'date-time': {
    pattern:
      /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
    example: '2000-01-01T00:00:00Z',
  },
  duration: { pattern: /^P(?=.)(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/, example: 'P1D' },
  email: { pattern: /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, example: 'nobody@example.org' },
  hostname: { pattern: /^[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63})*$/, example: 'example.org' },
  ipv4: { pattern: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/, example: '192.0.2.1' },
  ipv6: { pattern: /^[0-9a-fA-F:]{2,39}$/, example: '::1' },
  uuid: {
    pattern: /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    example: '00000000-0000-4000-8000-000000000000',
  },
  uri: { pattern: /^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/, example: 'https://example.org/' },
};

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function followPointer(reference: string, root: JsonSchema): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let current: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}
