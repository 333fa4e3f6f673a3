import {
  danglingReference,
  fitsSchema,
  type JsonSchema,
  resolveSchema,
  unsupportedKeyword,
} from '../../sandbox/json/jsonSchema.ts';
import { type Graded, type GradeInput, jsonIn, judgedText, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';

export function gradeJson(grader: GraderOf<'json'>, input: GradeInput): Graded {
  const text = judgedText(grader, input);
  const parsed = jsonIn(text) ?? (grader.fenced ? jsonIn(fenced(text)) : undefined);
  if (!parsed) return yesOrNo(false, { reason: 'This is no JSON.' });
  const { schema } = grader;
  if (schema === undefined) return yesOrNo(true);
  const elsewhere = danglingReference(schema, schema);
  if (elsewhere !== undefined)
    return { failure: `The schema refers to ${elsewhere}, which is not in it; nothing is fetched.` };
  const unsupported = unsupportedKeyword(schema);
  if (unsupported !== undefined)
    return { failure: `The schema uses ${unsupported}, which cannot be judged here.` };
  try {
    if (fitsSchema(parsed.value, schema, schema)) return yesOrNo(true);
    return yesOrNo(false, { reason: faultIn(parsed.value, schema, schema, '') });
  } catch (error) {
    if (error instanceof TypeError) return { failure: 'The schema is no JSON Schema.' };
    throw error;
  }
}

function fenced(text: string): string {
  return /```(?:json[c5]?)?[^\S\n]*\n([\s\S]*?)\n?```/i.exec(text)?.[1] ?? '';
}

/** The deepest place that can be named as the one that does not fit. */
function faultIn(value: unknown, schema: unknown, root: JsonSchema, path: string): string {
  const here = path === '' ? 'The answer' : path;
  const resolved = resolveSchema(schema, root);
  if (typeof resolved !== 'object') return `${here} is not allowed.`;
  if (Array.isArray(value)) {
    const index = value.findIndex(
      item => resolved.items !== undefined && !fitsSchema(item, resolved.items, root),
    );
    if (index >= 0) return faultIn(value[index], resolved.items, root, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    const required = Array.isArray(resolved.required) ? (resolved.required as unknown[]) : [];
    const missing = required.find(key => !Object.hasOwn(value, String(key)));
    if (missing !== undefined) return `${here} lacks "${String(missing)}".`;
    const properties = (resolved.properties ?? {}) as Record<string, unknown>;
    for (const [key, one] of Object.entries(value)) {
      const inner = path === '' ? key : `${path}.${key}`;
      if (Object.hasOwn(properties, key)) {
        if (!fitsSchema(one, properties[key], root)) return faultIn(one, properties[key], root, inner);
      } else if (resolved.additionalProperties === false) return `${inner} is not allowed.`;
    }
  }
  return `${here} does not fit the schema.`;
}
