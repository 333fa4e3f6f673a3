import { CHAT_LIKE } from '../../../formats/families.ts';
import { has, isObject, own } from '../../../jsonl/shape.ts';
import { speakerOf } from '../../../formats/conversation.ts';
import type { Path } from '../../../jsonl/node.ts';
import { addPair } from '../../edits.ts';
import type { Example, MessageView } from '../../example.ts';
import {
  chatLine,
  TIME_ANSWER,
  TIME_QUESTION,
  TIME_RESULT,
  timeCall,
  timeLine,
  timeTool,
} from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, exampleRule } from '../../rule.ts';

const without = (key: string) => timeLine(timeCall({ [key]: undefined }));

export const callInvalid = exampleRule({
  id: 'tools/call-invalid',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'A call of a tool has an id, the type "function", a name and arguments.',
  why: 'Consumers read calls by these members and refuse a file that lacks one. An id joins a call with its result, so no two calls may share one.',
  says: [{ who: 'Mistral', text: "does not contain a 'tool_call_id' key" }],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    notArray: '"tool_calls" has to be an array of calls.',
    empty: '"tool_calls" is empty; leave it out where nothing is called.',
    item: 'A call has to be an object with a function.',
    noId: 'This call has no id, so no result can belong to it.',
    type: 'A call has to say its "type": "function".',
    noName: 'This call does not name a function.',
    noArguments: 'This call has no arguments; a call without any has "{}".',
    repeatedId: 'Another call of this example has the id "{id}".',
    wrongRole: 'Only the assistant calls tools.',
    noCallId: 'The result of a tool has to name its call, under "tool_call_id".',
  },
  examples: {
    bad: [
      {
        text: chatLine([TIME_QUESTION, { role: 'assistant', content: 'A', tool_calls: {} }]),
        messageId: 'notArray',
      },
      {
        text: chatLine([TIME_QUESTION, { role: 'assistant', content: 'A', tool_calls: [] }]),
        messageId: 'empty',
      },
      { text: chatLine([TIME_QUESTION, { role: 'assistant', tool_calls: ['time'] }]), messageId: 'item' },
      { text: without('id'), messageId: 'noId' },
      { text: without('type'), messageId: 'type' },
      { text: timeLine(timeCall({ function: { arguments: '{}' } })), messageId: 'noName' },
      { text: timeLine(timeCall({ function: { name: 'time' } })), messageId: 'noArguments' },
      {
        text: chatLine([TIME_QUESTION, timeCall(), TIME_RESULT, timeCall(), TIME_RESULT, TIME_ANSWER]),
        messageId: 'repeatedId',
      },
      {
        text: chatLine([{ ...timeCall(), role: 'user', content: 'A' }, TIME_ANSWER]),
        messageId: 'wrongRole',
      },
      { text: timeLine(timeCall(), timeTool(), { role: 'tool', content: '9:30' }), messageId: 'noCallId' },
    ],
    good: [{ text: timeLine() }],
  },
  check(example, context) {
    if (!MAY_CONCERN.test(example.text)) return;
    const ids = new Set<string>();
    for (const view of example.messages) {
      const { message, path } = view;
      const speaker = speakerOf(view.role);
      if (speaker === 'tool' && typeof own(message, 'tool_call_id') !== 'string') {
        const isThere = has(message, 'tool_call_id');
        context.report({
          messageId: 'noCallId',
          at: isThere ? [...path, 'tool_call_id'] : path,
          part: isThere ? 'value' : 'open',
        });
      }
      if (own(message, 'tool_calls') === undefined || own(message, 'tool_calls') === null) continue;
      if (speaker !== 'assistant' && speaker !== undefined) {
        context.report({ messageId: 'wrongRole', at: [...path, 'tool_calls'], part: 'key' });
      }
      checkCalls(example, view, ids, context);
    }
  },
});

/** Lines without these words have no calls and no results. */
const MAY_CONCERN = /tool/i;

function checkCalls(
  example: Example,
  { message, path }: MessageView,
  ids: Set<string>,
  { report }: ExampleContext,
): void {
  const calls = own(message, 'tool_calls');
  const at = [...path, 'tool_calls'];
  if (!Array.isArray(calls)) report({ messageId: 'notArray', at });
  else if (calls.length === 0) report({ messageId: 'empty', at });
  else for (const [index, call] of calls.entries()) checkCall(example, call, [...at, index], ids, report);
}

function checkCall(
  example: Example,
  call: unknown,
  at: Path,
  ids: Set<string>,
  report: ExampleContext['report'],
): void {
  const called = isObject(call) ? own(call, 'function') : undefined;
  if (!isObject(call) || !isObject(called)) {
    report({ messageId: 'item', at });
    return;
  }
  const id = own(call, 'id');
  if (typeof id !== 'string' || id === '') report({ messageId: 'noId', at, part: 'open' });
  else if (ids.has(id)) report({ messageId: 'repeatedId', data: { id: quoted(id) }, at: [...at, 'id'] });
  else ids.add(id);
  if (own(call, 'type') === undefined) {
    const edits = addPair(example, at, 'type', '"function"');
    report({
      messageId: 'type',
      at,
      part: 'open',
      fixes: [{ title: 'Add "type": "function"', safety: 'safe', edits }],
    });
  } else if (own(call, 'type') !== 'function') report({ messageId: 'type', at: [...at, 'type'] });
  const name = own(called, 'name');
  if (typeof name !== 'string' || name === '')
    report({ messageId: 'noName', at: [...at, 'function'], part: 'open' });
  if (own(called, 'arguments') === undefined) {
    report({ messageId: 'noArguments', at: [...at, 'function'], part: 'open' });
  }
}
