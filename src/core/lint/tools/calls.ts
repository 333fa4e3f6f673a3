import type { Path } from '../../jsonl/node.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import { speakerOf } from '../../formats/conversation.ts';
import type { Example, MessageView } from '../example.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A call of a tool in OpenAI's shape, old or new, as far as it can be read. */
export interface CallView {
  view: MessageView;
  path: Path;
  /** The object with name and arguments, and where it stands. */
  called: JsonObject;
  calledPath: Path;
  /** Undefined for a `function_call`, and where it is no string. */
  id: string | undefined;
  name: string | undefined;
  isOld: boolean;
}

/** The calls of an example in order. What is no object is left out; a rule speaks of it. */
export function callsOf(example: Example): readonly CallView[] {
  return example.once(findCalls);
}

function findCalls(example: Example): CallView[] {
  if (!MAY_CALL.test(example.text)) return [];
  return example.messages.flatMap(view => callsOfMessage(view));
}

/** The calls of one message. */
export function callsOfMessage(view: MessageView): CallView[] {
  const found: CallView[] = [];
  const old = own(view.message, 'function_call');
  if (isObject(old)) {
    const path = [...view.path, 'function_call'];
    found.push({ view, path, called: old, calledPath: path, id: undefined, name: nameIn(old), isOld: true });
  }
  const calls = own(view.message, 'tool_calls');
  if (!Array.isArray(calls)) return found;
  calls.forEach((call, index) => {
    const called = isObject(call) ? own(call, 'function') : undefined;
    if (!isObject(call) || !isObject(called)) return;
    const path = [...view.path, 'tool_calls', index];
    const id = own(call, 'id');
    found.push({
      view,
      path,
      called,
      calledPath: [...path, 'function'],
      id: typeof id === 'string' ? id : undefined,
      name: nameIn(called),
      isOld: false,
    });
  });
  return found;
}

/** A message with what a tool answered. */
export function isResult({ role }: MessageView): boolean {
  const speaker = speakerOf(role);
  return speaker === 'tool' || speaker === 'function';
}

/** A tool that an example declares, as far as it can be read. */
export interface ToolView {
  path: Path;
  tool: unknown;
  /** The object with the name, and where it stands; undefined where there is none. */
  declared: JsonObject | undefined;
  declaredPath: Path;
  name: string | undefined;
}

/** Where an example in OpenAI's shape declares tools: the list, and whether it is of bare functions. */
export interface ToolList {
  path: Path;
  value: unknown;
  bare: boolean;
}

export function toolListsOf(example: Example): readonly ToolList[] {
  return example.once(findToolLists);
}

function findToolLists(example: Example): ToolList[] {
  if (!example.text.includes('"tools"') && !MAY_DECLARE.test(example.text)) return [];
  const input = example.field('input');
  const inInput = example.format === 'openai-dpo' && isObject(input);
  const holder: unknown = inInput ? input : example.object;
  const at: Path = inInput ? ['input'] : [];
  if (!isObject(holder)) return [];
  return ['tools', 'available_tools', 'functions'].flatMap(key => {
    const value = own(holder, key);
    return value === undefined ? [] : [{ path: [...at, key], value, bare: key === 'functions' }];
  });
}

/** The tools of an example that are objects. */
export function toolsOf(example: Example): ToolView[] {
  return toolListsOf(example).flatMap(({ path, value, bare }) =>
    Array.isArray(value) ? value.map((tool, index) => toolView(tool, [...path, index], bare)) : [],
  );
}

export function toolView(tool: unknown, path: Path, bare: boolean): ToolView {
  const inner = isObject(tool) ? own(tool, 'function') : undefined;
  const declared = isObject(inner) ? inner : isObject(tool) && (bare || nameIn(tool)) ? tool : undefined;
  return {
    path,
    tool,
    declared,
    declaredPath: isObject(inner) ? [...path, 'function'] : path,
    name: declared && nameIn(declared),
  };
}

function nameIn(called: JsonObject): string | undefined {
  const name = own(called, 'name');
  return typeof name === 'string' ? name : undefined;
}

/** Cheap looks at the text of a line: where they find nothing there is nothing. */
const MAY_CALL = /tool_calls|function_call/i;
const MAY_DECLARE = /tools|functions/i;
