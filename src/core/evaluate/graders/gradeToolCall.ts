import { isObject } from '../../jsonl/shape.ts';
import { type Graded, type GradeInput, jsonIn, yesOrNo } from './gradeInput.ts';
import type { GraderOf } from './graderType.ts';

interface Call {
  name: string;
  /** Undefined when nobody says, or when it is no JSON. */
  arguments?: unknown;
}

/** Whether the wanted tools are called, in any order, each with the wanted arguments. */
export function gradeToolCall(grader: GraderOf<'tool_call'>, { case: one, cell }: GradeInput): Graded {
  const { match = 'exact' } = grader;
  const wanted = wantedCalls(grader, one.reference);
  if (!wanted) return { failure: 'Neither the grader nor the case says which tool is to be called.' };
  const open = (cell.toolCalls ?? []).map(
    ({ name = '', arguments: given }): Call => ({ name, arguments: argumentsIn(given) }),
  );
  if (wanted.length === 0)
    return yesOrNo(open.length === 0, open.length > 0 ? { reason: `Calls ${open[0]!.name}.` } : {});
  for (const call of wanted) {
    const index = open.findIndex(given => isCall(given, call, match));
    if (index >= 0) {
      open.splice(index, 1);
      continue;
    }
    const isNamed = open.some(({ name }) => name === call.name);
    return yesOrNo(false, {
      reason: `${isNamed ? 'Calls with other arguments' : 'Does not call'}: ${call.name}.`,
    });
  }
  const isExtra = match === 'exact' && open.length > 0;
  return yesOrNo(!isExtra, isExtra ? { reason: `Also calls ${open[0]!.name}.` } : {});
}

function isCall(given: Call, wanted: Call, match: 'exact' | 'subset' | 'name'): boolean {
  if (given.name !== wanted.name) return false;
  if (match === 'name' || wanted.arguments === undefined) return true;
  return match === 'exact'
    ? isEqual(given.arguments, wanted.arguments)
    : holds(given.arguments, wanted.arguments);
}

/** The calls that the grader names, else those in the wanted answer: as JSON, alone or in a list. */
function wantedCalls(
  { tool, arguments: given }: GraderOf<'tool_call'>,
  reference: string | undefined,
): Call[] | undefined {
  if (tool !== undefined) return [{ name: tool, ...(given && { arguments: given }) }];
  const value = reference === undefined ? undefined : jsonIn(reference)?.value;
  const list = Array.isArray(value)
    ? value
    : isObject(value)
      ? Array.isArray(value.tool_calls)
        ? value.tool_calls
        : [value]
      : undefined;
  const calls = list?.map(callOf);
  return calls?.every(call => call !== undefined) ? calls : undefined;
}

function callOf(value: unknown): Call | undefined {
  if (!isObject(value)) return undefined;
  const inner = isObject(value.function) ? value.function : value;
  if (typeof inner.name !== 'string') return undefined;
  const given = inner.arguments;
  return { name: inner.name, arguments: typeof given === 'string' ? argumentsIn(given) : given };
}

/** Servers send nothing where there are no arguments. */
function argumentsIn(text: string): unknown {
  return text.trim() === '' ? {} : jsonIn(text)?.value;
}

function isEqual(one: unknown, other: unknown): boolean {
  return holds(one, other) && holds(other, one);
}

/** Whether everything wanted is in what is given. Lists must be of the same length. */
function holds(given: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(given) &&
      given.length === wanted.length &&
      wanted.every((one, index) => holds(given[index], one))
    );
  }
  if (!isObject(wanted)) return given === wanted;
  return (
    isObject(given) &&
    Object.entries(wanted).every(([key, one]) => Object.hasOwn(given, key) && holds(given[key], one))
  );
}
