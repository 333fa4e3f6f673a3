import { CHAT_LIKE } from '../../../formats/families.ts';
import { isObject, own } from '../../../jsonl/shape.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import { encodedJson } from '../../encodedJson.ts';
import type { Example } from '../../example.ts';
import { chatLine, timeLine, timeTool, TIME_ANSWER, TIME_QUESTION, timeCall } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { type ExampleContext, exampleRule } from '../../rule.ts';
import { byLineage } from '../../settings.ts';
import { type ToolList, toolListsOf, type ToolView, toolView } from '../../tools/calls.ts';

const withTools = (tools: unknown, key = 'tools') => chatLine([TIME_QUESTION, TIME_ANSWER], { [key]: tools });

export const definitionInvalid = exampleRule({
  id: 'tools/definition-invalid',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'The tools of an example are declared as the consumer reads them.',
  why: 'The declarations are part of the prompt. One that cannot be read makes the consumer refuse the file, or the model learns to call tools that it was never told of.',
  says: [{ who: 'Mistral', text: 'Invalid tool: function must have name, description and parameters' }],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    notArray: 'The tools have to be an array.',
    encoded: 'The tools are JSON inside a string; an array is wanted.',
    item: 'A tool has to be an object with the type "function" and a function.',
    bare: 'This function has to stand in a tool, under "function".',
    type: 'A tool has to say its "type": "function".',
    name: 'A function has to have a name.',
    repeated: 'There are two tools of the name "{name}".',
    tooMany: 'There are {count} functions; at most 128 are taken.',
    incomplete: 'Mistral wants "{key}" for every function.',
  },
  examples: {
    bad: [
      { text: withTools({ name: 'time' }), messageId: 'notArray' },
      { text: withTools('[{"type":"function","function":{"name":"time"}}]'), messageId: 'encoded' },
      { text: withTools(['time']), messageId: 'item' },
      { text: withTools([{ name: 'time', parameters: {} }]), messageId: 'bare' },
      { text: withTools([{ function: { name: 'time' } }]), messageId: 'type' },
      { text: withTools([{ type: 'function', function: {} }]), messageId: 'name' },
      { text: withTools([timeTool(), timeTool()]), messageId: 'repeated' },
      {
        text: withTools(
          Array.from({ length: 129 }, (_, index) => ({ name: `f${index}` })),
          'functions',
        ),
        messageId: 'tooMany',
      },
      {
        text: withTools([{ type: 'function', function: { name: 'time', description: 'Tells it.' } }]),
        target: 'mistral',
        messageId: 'incomplete',
      },
    ],
    good: [{ text: timeLine() }, { text: timeLine(timeCall(), timeTool()), target: 'mistral' }],
  },
  check(example, context) {
    for (const list of toolListsOf(example)) checkList(example, list, context);
  },
});

function checkList(example: Example, { path, value, bare }: ToolList, context: ExampleContext): void {
  const { report, target } = context;
  if (!Array.isArray(value)) {
    const json = encodedJson(value, 'array');
    // null stands for no tools.
    if (value === null) return;
    if (json === undefined) report({ messageId: 'notArray', at: path });
    else if (!TEXT_TARGETS.some(id => target.lineage.includes(id))) {
      const edits = replaceValue(example, path, json);
      report({
        messageId: 'encoded',
        at: path,
        fixes: [{ title: 'Take the array out of the string', safety: 'safe', edits }],
      });
    }
    return;
  }
  if (bare && value.length > MAX_FUNCTIONS) {
    report({ messageId: 'tooMany', data: { count: value.length }, at: [...path, MAX_FUNCTIONS] });
  }
  const names = new Set<string>();
  value.forEach((tool, index) => {
    const view = toolView(tool, [...path, index], bare);
    checkTool(example, view, bare, context);
    if (view.name === undefined) return;
    if (names.has(view.name)) {
      report({
        messageId: 'repeated',
        data: { name: quoted(view.name) },
        at: [...view.declaredPath, 'name'],
        severity: byLineage({ default: 'warning', nova: 'error' }, target),
      });
    }
    names.add(view.name);
  });
}

function checkTool(
  example: Example,
  { tool, path, declared, declaredPath, name }: ToolView,
  bare: boolean,
  { report, target }: ExampleContext,
): void {
  if (!isObject(tool) || !declared) {
    report({ messageId: 'item', at: path });
    return;
  }
  if (!bare && declared === tool) {
    const source = sourceOf(example, path);
    const edits = replaceValue(example, path, `{"type": "function", "function": ${source}}`);
    const fixes = [{ title: 'Wrap in {"type", "function"}', safety: 'safe' as const, edits }];
    report({ messageId: 'bare', at: path, fixes: source === undefined ? [] : fixes });
    return;
  }
  if (!bare && own(tool, 'type') !== 'function') report({ messageId: 'type', at: path, part: 'open' });
  if (name === undefined) report({ messageId: 'name', at: declaredPath, part: 'open' });
  if (!target.lineage.includes('mistral')) return;
  for (const key of ['description', 'parameters']) {
    if (own(declared, key) === undefined) {
      report({ messageId: 'incomplete', data: { key }, at: declaredPath, part: 'open' });
    }
  }
}

/** Source: OpenAI's specification of `functions` (FORMATS a.1). */
const MAX_FUNCTIONS = 128;

/** Their loaders read tools as JSON text. */
const TEXT_TARGETS = ['trl', 'llamafactory'];
