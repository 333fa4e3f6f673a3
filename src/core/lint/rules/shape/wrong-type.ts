import type { Format, FormatId, TypedField } from '../../../formats/format.ts';
import { OUTPUT_SIDES } from '../../../formats/openaiDpo.ts';
import { formatOf } from '../../../formats/registry.ts';
import type { Path } from '../../../jsonl/node.ts';
import { isObject, kindOf, own } from '../../../jsonl/shape.ts';
import type { Target } from '../../../targets/target.ts';
import { replaceValue } from '../../edits.ts';
import { encodedJson } from '../../encodedJson.ts';
import type { Example } from '../../example.ts';
import { kindInWords, WORDS } from '../../kindInWords.ts';
import { type ExampleReport, exampleRule } from '../../rule.ts';

export const wrongType = exampleRule({
  id: 'shape/wrong-type',
  needs: 'object',
  summary: 'The fields of an example have the JSON types that the format gives them.',
  why: 'Consumers refuse a file in which a value is of another type. One that wants an array cannot read a string, even one that holds the array as JSON.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    type: '"{key}" has to be {expected}, not {kind}.',
    encoded: '"{key}" is JSON inside a string; the format wants the {expected} itself.',
    mixed: '"{key}" is {kind}, and "{other}" is {otherKind}: all are texts, or all are lists of messages.',
  },
  examples: {
    bad: [
      { text: '{"messages":{"role":"user","content":"Hi"}}', messageId: 'type' },
      { text: '{"prompt":["a"],"completion":"b"}', messageId: 'type' },
      {
        text: String.raw`{"messages":"[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\"}]"}`,
        messageId: 'encoded',
      },
      {
        text: '{"prompt":"Hi","chosen":[{"role":"assistant","content":"Hello"}],"rejected":[{"role":"assistant","content":"What?"}]}',
        messageId: 'mixed',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"parallel_tool_calls":false}',
      },
      { text: '{"prompt":[{"type":"text","text":"a"}],"completion":"b"}', target: 'together' },
    ],
  },
  check(example, { target, report }) {
    const format = example.format && formatOf(example.format);
    if (!format || !example.object) return;
    tellMixed(example, example.object, report);
    for (const field of format.fields) {
      const value = valueAt(example.object, field.path);
      if (value === undefined || kindOf(value) === field.type) continue;
      if (Array.isArray(value) && target.partArrays.includes(fieldKey(field)) && isText(format)) continue;
      const finding = faultOf(example, field, value, target);
      if (finding) report(finding);
    }
  },
});

/** Fields of a format that are all written as text or all as messages. */
const ALIKE: Partial<Record<FormatId, readonly string[]>> = {
  'trl-preference': ['chosen', 'prompt', 'rejected'],
  'trl-unpaired': ['completion', 'prompt'],
};

function tellMixed(
  example: Example,
  object: Readonly<Record<string, unknown>>,
  report: (report: ExampleReport) => void,
): void {
  const keys = (example.format && ALIKE[example.format]) ?? [];
  const [first] = keys;
  if (first === undefined) return;
  const usual = own(object, first);
  for (const key of keys) {
    const value = own(object, key);
    if (value === undefined || value === null || kindOf(value) === kindOf(usual)) continue;
    if (![value, usual].every(one => typeof one === 'string' || Array.isArray(one))) continue;
    const data = { key, kind: kindInWords(value), other: first, otherKind: kindInWords(usual) };
    report({ messageId: 'mixed', data, at: [key], related: [{ at: [first], message: 'The other one' }] });
  }
}

function faultOf(
  example: Example,
  field: TypedField,
  value: unknown,
  target: Target,
): ExampleReport | undefined {
  const key = fieldKey(field);
  const json = field.type === 'array' || field.type === 'object' ? encodedJson(value, field.type) : undefined;
  if (json !== undefined) {
    return {
      messageId: 'encoded',
      data: { key, expected: field.type },
      at: field.path,
      fixes: [
        {
          title: `Take the ${field.type} out of the string`,
          safety: 'safe',
          edits: replaceValue(example, field.path, json),
        },
      ],
    };
  }
  if (isOfPreferenceRules(field.path)) return undefined;
  const expected = target.partArrays.includes(key) ? 'a string or an array of parts' : WORDS[field.type];
  return { messageId: 'type', data: { key, expected, kind: kindInWords(value) }, at: field.path };
}

/** The prompt and the answers of a pair have rules of their own, which know what they should look like. */
function isOfPreferenceRules(path: Path): boolean {
  const [first, second] = path;
  if (first === 'input') return second !== 'parallel_tool_calls';
  return OUTPUT_SIDES.some(side => side.key === first || side.oldKey === first);
}

function isText(format: Format): boolean {
  return format.id === 'prompt-completion';
}

function fieldKey(field: TypedField): string {
  return String(field.path.at(-1));
}

function valueAt(value: Readonly<Record<string, unknown>>, path: Path): unknown {
  let at: unknown = value;
  for (const step of path) at = isObject(at) ? own(at, String(step)) : undefined;
  return at;
}
