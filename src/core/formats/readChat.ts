import { own } from '../jsonl/shape.ts';
import type { ReadExample, ReadPart } from './conversation.ts';
import { othersOf, readTools } from './readMessages.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A reading with what many formats have beside their messages: tools, a weight, whether calls may be parallel. */
export function readExample(
  value: JsonObject,
  parts: readonly ReadPart[],
  read: readonly string[],
): ReadExample {
  const example: ReadExample = {
    parts: parts.filter(({ turns }) => turns.length > 0),
    others: othersOf(value, [...read, 'tools', 'functions', 'parallel_tool_calls', 'weight']),
  };
  for (const key of ['tools', 'functions', 'available_tools']) {
    const tools = readTools(own(value, key));
    if (!tools) continue;
    example.tools = tools;
    example.toolsPath = [key];
    break;
  }
  const parallel = own(value, 'parallel_tool_calls');
  const weight = own(value, 'weight');
  if (typeof parallel === 'boolean') example.parallelToolCalls = parallel;
  if (typeof weight === 'number') example.weight = weight;
  return example;
}
