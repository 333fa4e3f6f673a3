import { OUTPUT_SIDES } from '../../../formats/openaiDpo.ts';
import type { Path } from '../../../jsonl/node.ts';
import { has, isObject, own } from '../../../jsonl/shape.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import { encodedJson } from '../../encodedJson.ts';
import type { Example } from '../../example.ts';
import { type ExampleContext, type ExampleFix, exampleRule } from '../../rule.ts';

export const outputShape = exampleRule({
  id: 'preference/output-shape',
  needs: 'object',
  formats: ['openai-dpo'],
  summary: 'Each answer of a preference pair is an array with one message of the assistant.',
  why: 'The two answers are compared as the last turn of the conversation. Anything else there cannot be compared, so the file is refused. Azure also takes several messages, of the assistant and its tools.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    notArray: '"{key}" has to be an array with one message of the assistant.',
    empty: '"{key}" has no message.',
    several: '"{key}" has {count} messages; only one is taken.',
    item: 'An answer has to be an object with a role and content.',
    role: 'An answer has to be of the role {roles}, not "{role}".',
    noAssistant: 'No message of "{key}" is the assistant\'s.',
  },
  examples: {
    bad: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":"Hello","non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'notArray',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"},{"role":"assistant","content":"Hi"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'several',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"user","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'role',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'empty',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":["Hello"],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        messageId: 'item',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"tool","tool_call_id":"a","content":"9:30"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        target: 'azure',
        messageId: 'noAssistant',
      },
    ],
    good: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"},{"role":"assistant","content":"How are you?"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
        target: 'azure',
      },
    ],
  },
  check(example, context) {
    const { object } = example;
    if (!object) return;
    for (const side of OUTPUT_SIDES) {
      // Under a foreign name the answer is looked at by the rule that renames it.
      const key = [side.key, side.oldKey].find(name => has(object, name));
      if (key === undefined) continue;
      const output = own(object, key);
      if (Array.isArray(output)) checkMessages(example, key, output, context);
      else if (encodedJson(output, 'array') === undefined) {
        context.report({
          messageId: 'notArray',
          data: { key },
          at: [key],
          fixes: wrapFix(example, key, output),
        });
      }
    }
  },
});

function checkMessages(
  example: Example,
  key: string,
  output: readonly unknown[],
  { target, report }: ExampleContext,
): void {
  const { roles: allowed, several } = target.outputs;
  if (output.length === 0) report({ messageId: 'empty', data: { key }, at: [key] });
  else if (output.length > 1 && !several) {
    report({ messageId: 'several', data: { key, count: output.length }, at: [key] });
  }
  const roles = output.map(message =>
    isObject(message) ? meantRole(own(message, 'role'), rolesOf(example, target)) : undefined,
  );
  let isWrong = false;
  output.forEach((message, index) => {
    const at: Path = [key, index];
    const role = roles[index];
    if (!isObject(message)) report({ messageId: 'item', at });
    else if (role !== undefined && !allowed.includes(role)) {
      isWrong = true;
      report({ messageId: 'role', data: { role, roles: allowed.join(' or ') }, at: [...at, 'role'] });
    }
  });
  const mayHave = roles.length === 0 || roles.includes('assistant') || roles.includes(undefined);
  if (!mayHave && !isWrong) report({ messageId: 'noAssistant', data: { key }, at: [key] });
}

/** A message that only lacks its brackets, and an answer that only lacks its message. */
function wrapFix(example: Example, key: string, output: unknown): ExampleFix[] {
  const source = sourceOf(example, [key]);
  if (source === undefined) return [];
  if (isObject(output) && has(output, 'role')) {
    return [
      { title: 'Put into an array', safety: 'safe', edits: replaceValue(example, [key], `[${source}]`) },
    ];
  }
  if (typeof output !== 'string') return [];
  const message = `[{"role": "assistant", "content": ${source}}]`;
  return [
    {
      title: 'Make it a message of the assistant',
      safety: 'safe',
      edits: replaceValue(example, [key], message),
    },
  ];
}
