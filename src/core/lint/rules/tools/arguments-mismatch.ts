import { OPENAI_SHAPED } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { parsed } from '../../../formats/readMessages.ts';
import { fitsSchema, unsupportedKeyword } from '../../../sandbox/json/jsonSchema.ts';
import { timeCall, timeLine } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';
import { callsOf, toolsOf } from '../../tools/calls.ts';
import { schemaFaults } from '../../tools/schema.ts';

const withArguments = (text: string) => timeLine(timeCall({ function: { name: 'time', arguments: text } }));

export const argumentsMismatch = exampleRule({
  id: 'tools/arguments-mismatch',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'The arguments of a call fit the parameters that the tool declares.',
  why: 'The example shows a call that the function would refuse. The model learns both, the declaration and how to break it.',
  severity: { default: 'warning' },
  messages: {
    missing: 'The function wants "{key}", which is not among the arguments.',
    unknown: 'The function has no parameter "{key}".',
    value: 'The argument "{key}" does not fit what the function declares.',
    whole: 'The arguments do not fit the parameters of the function.',
  },
  examples: {
    bad: [
      { text: withArguments('{}'), messageId: 'missing' },
      { text: withArguments('{"zone":7}'), messageId: 'value' },
      {
        text: JSON.stringify(
          JSON.parse(
            withArguments('{"zone":"UTC","city":"Bern"}').replace(
              '"required"',
              '"additionalProperties":false,"required"',
            ),
          ),
        ),
        messageId: 'unknown',
      },
      {
        text: withArguments('{"zone":"UTC"}').replace(
          '"required":["zone"]',
          '"anyOf":[{"required":["zone","city"]}]',
        ),
        messageId: 'whole',
      },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    const calls = callsOf(example);
    if (calls.length === 0) return;
    const tools = toolsOf(example);
    for (const { called, calledPath, name } of calls) {
      const schema = own(tools.find(tool => tool.name === name)?.declared ?? {}, 'parameters');
      const written = own(called, 'arguments');
      const value = typeof written === 'string' ? parsed(written) : written;
      if (!isObject(schema) || !isObject(value) || !isSound(schema)) continue;
      const found = mismatch(value, schema);
      if (found) report({ ...found, at: [...calledPath, 'arguments'] });
    }
  },
});

function mismatch(
  value: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, unknown>>,
): { messageId: string; data?: { key: string } } | undefined {
  try {
    if (fitsSchema(value, schema, schema)) return undefined;
    const required = own(schema, 'required');
    const missing = Array.isArray(required)
      ? required.find(key => typeof key === 'string' && !Object.hasOwn(value, key))
      : undefined;
    if (missing !== undefined) return { messageId: 'missing', data: { key: quoted(missing) } };
    const properties = own(schema, 'properties');
    const known = isObject(properties) ? properties : {};
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(known, key)) {
        if (own(schema, 'additionalProperties') === false)
          return { messageId: 'unknown', data: { key: quoted(key) } };
      } else if (!fitsSchema(value[key], known[key], schema))
        return { messageId: 'value', data: { key: quoted(key) } };
    }
    return { messageId: 'whole' };
  } catch {
    // A schema that refers to itself without end fits nothing and refuses nothing.
    return undefined;
  }
}

/** False for schemas that are faulty, of which another rule speaks, or say more than can be judged here. */
function isSound(schema: Readonly<Record<string, unknown>>): boolean {
  return unsupportedKeyword(schema) === undefined && schemaFaults(schema).every(({ mild }) => mild);
}
