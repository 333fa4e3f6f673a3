import { CHAT_LIKE } from '../../../formats/families.ts';
import type { Path } from '../../../jsonl/node.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { kindInWords } from '../../kindInWords.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, type ExampleFix, exampleRule } from '../../rule.ts';

export const contentType = exampleRule({
  id: 'chat/content-type',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'Content is a string, or an array of parts that the role and the target allow.',
  why: 'Anything else cannot be turned into tokens: the consumer refuses the file. Audio and files are not taken for training.',
  says: [
    {
      who: 'OpenAI',
      text: 'Invalid file format. Line 1, message 3, key "content": Input should be a valid string',
    },
  ],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    type: 'Content has to be a string or an array of parts, not {kind}.',
    emptyArray: 'This array has no part.',
    arrayNotTaken: 'The content of a {role} message has to be a string here.',
    partNotObject: 'A content part has to be an object.',
    partWithoutType: 'This part does not say its "type".',
    partType: 'Parts of the type "{type}" are not taken here; {types} are.',
    partWithoutText: 'A part of the type "{type}" needs a string under "{type}".',
    mixedRefusal: 'A refusal has to be the only part of a message.',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":7},{"role":"assistant","content":"Hello"}]}',
        messageId: 'type',
      },
      {
        text: '{"messages":[{"role":"user","content":[]},{"role":"assistant","content":"Hello"}]}',
        messageId: 'emptyArray',
      },
      {
        text: '{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]},{"role":"assistant","content":"Hello"}]}',
        messageId: 'partType',
      },
      {
        text: '{"messages":[{"role":"user","content":"Time?"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"9:30"}]},{"role":"assistant","content":"Half past nine."}]}',
        target: 'openai',
        messageId: 'arrayNotTaken',
      },
      {
        text: '{"messages":[{"role":"user","content":["Hi"]},{"role":"assistant","content":"Hello"}]}',
        messageId: 'partNotObject',
      },
      {
        text: '{"messages":[{"role":"user","content":[{"type":1,"text":"Hi"}]},{"role":"assistant","content":"Hello"}]}',
        messageId: 'partWithoutType',
      },
      {
        text: '{"messages":[{"role":"user","content":[{"type":"text","value":"Hi"}]},{"role":"assistant","content":"Hello"}]}',
        messageId: 'partWithoutText',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Well."},{"type":"refusal","refusal":"No."}]}]}',
        messageId: 'mixedRefusal',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]},{"role":"assistant","content":[{"type":"text","text":"A tree."}]}]}',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"refusal","refusal":"No."}]}]}',
      },
    ],
  },
  check(example, context) {
    const roles = rolesOf(example, context.target);
    for (const { message, path, role: written } of example.messages) {
      const content = own(message, 'content');
      const at = [...path, 'content'];
      if (content === undefined || content === null || typeof content === 'string') continue;
      if (Array.isArray(content)) checkArray(example, content, at, meantRole(written, roles), context);
      else context.report({ messageId: 'type', data: { kind: kindInWords(content) }, at });
    }
  },
});

function checkArray(
  example: Example,
  content: readonly unknown[],
  at: Path,
  role: string | undefined,
  { target, report }: ExampleContext,
): void {
  if (content.length === 0) {
    report({ messageId: 'emptyArray', at });
    return;
  }
  if (role === 'function' || (role === 'tool' && !target.arrayInToolMessage)) {
    report({ messageId: 'arrayNotTaken', data: { role }, at, fixes: unwrapFix(example, content, at, role) });
    return;
  }
  // A message without a readable role may be the assistant's.
  const types = target.parts.filter(type => type !== 'refusal' || role === 'assistant' || role === undefined);
  const sound = content.map((part, index) => checkPart(part, [...at, index], types, report));
  const refusal = content.findIndex((part, index) => sound[index] && typeOf(part) === 'refusal');
  if (refusal >= 0 && content.length > 1) report({ messageId: 'mixedRefusal', at: [...at, refusal] });
}

/** Reports what is wrong with one part. True when nothing is. */
function checkPart(
  part: unknown,
  at: Path,
  types: readonly string[],
  report: ExampleContext['report'],
): boolean {
  const type = typeOf(part);
  if (!isObject(part)) report({ messageId: 'partNotObject', at });
  else if (typeof type !== 'string') report({ messageId: 'partWithoutType', at });
  else if (!types.includes(type)) {
    report({
      messageId: 'partType',
      data: { type: quoted(type), types: types.join(', ') },
      at: [...at, 'type'],
    });
  } else if (TEXT_TYPES.includes(type) && typeof own(part, type) !== 'string') {
    report({ messageId: 'partWithoutText', data: { type }, at });
  } else return true;
  return false;
}

/** Parts whose value stands under a key that is named like the type, and is a string. */
const TEXT_TYPES: readonly string[] = ['text', 'refusal'];

function typeOf(part: unknown): unknown {
  return isObject(part) ? own(part, 'type') : undefined;
}

/** A single text part of a tool message says the same as its string. */
function unwrapFix(example: Example, content: readonly unknown[], at: Path, role: string): ExampleFix[] {
  const [part] = content;
  const isText = isObject(part) && typeOf(part) === 'text' && typeof own(part, 'text') === 'string';
  const text = isText ? sourceOf(example, [...at, 0, 'text']) : undefined;
  if (role !== 'tool' || content.length !== 1 || text === undefined) return [];
  return [{ title: 'Use the text itself', safety: 'safe', edits: replaceValue(example, at, text) }];
}
