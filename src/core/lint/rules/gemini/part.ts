import type { Path } from '../../../jsonl/node.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { content, geminiLine } from '../../geminiLine.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, exampleRule } from '../../rule.ts';

export const part = exampleRule({
  id: 'gemini/part',
  needs: 'object',
  formats: ['gemini-sft', 'gemini-preference'],
  summary: 'Every part is of one kind: text, a file, or a call and its answer.',
  why: 'Gemini reads a part by the one key that it has. With none or two it refuses the example. Instructions are text only.',
  severity: { default: 'error' },
  messages: {
    noParts: 'The parts of a content have to be an array of at least one part.',
    notObject: 'A part has to be an object such as {"text": "Hi"}.',
    none: 'This part has none of the keys that a part can have: {keys}.',
    several: 'This part has "{keys}"; a part is of one kind.',
    system: 'Instructions are text only.',
  },
  examples: {
    bad: [
      { text: geminiLine([content('user'), content('model', { text: 'Hello' })]), messageId: 'noParts' },
      {
        text: geminiLine([content('user', 'Hi'), content('model', { text: 'Hello' })]),
        messageId: 'notObject',
      },
      {
        text: geminiLine([content('user', { value: 'Hi' }), content('model', { text: 'Hello' })]),
        messageId: 'none',
      },
      {
        text: geminiLine([
          content('user', { text: 'Hi', fileData: { mimeType: 'image/png', fileUri: 'gs://a/b.png' } }),
          content('model', { text: 'Hello' }),
        ]),
        messageId: 'several',
      },
      {
        text: geminiLine(undefined, {
          systemInstruction: { parts: [{ fileData: { mimeType: 'image/png', fileUri: 'gs://a/b.png' } }] },
        }),
        messageId: 'system',
      },
    ],
    good: [{ text: geminiLine() }],
  },
  check(example, { report }) {
    for (const { message, path } of example.messages)
      checkParts(own(message, 'parts'), [...path, 'parts'], false, report);
    for (const key of ['systemInstruction', 'system_instruction']) {
      const system = example.field(key);
      if (isObject(system)) checkParts(own(system, 'parts'), [key, 'parts'], true, report);
    }
  },
});

function checkParts(parts: unknown, path: Path, isSystem: boolean, report: ExampleContext['report']): void {
  if (!Array.isArray(parts) || parts.length === 0) {
    // A content without parts is one that chat/content-missing speaks of.
    if (parts !== undefined && parts !== null) report({ messageId: 'noParts', at: path });
    return;
  }
  parts.forEach((one, index) => {
    const at = [...path, index];
    if (!isObject(one)) {
      report({ messageId: 'notObject', at });
      return;
    }
    const kinds = Object.keys(one).filter(key => KINDS.includes(key));
    if (kinds.length === 0) report({ messageId: 'none', data: { keys: SHOWN.join(', ') }, at });
    else if (kinds.length > 1)
      report({ messageId: 'several', data: { keys: kinds.map(key => quoted(key)).join('", "') }, at });
    else if (isSystem && kinds[0] !== 'text') report({ messageId: 'system', at });
  });
}

const SHOWN = ['text', 'fileData', 'functionCall', 'functionResponse'];
const KINDS = [
  ...SHOWN,
  'inlineData',
  'inline_data',
  'file_data',
  'function_call',
  'function_response',
  'executableCode',
  'codeExecutionResult',
];
