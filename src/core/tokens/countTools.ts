import {
  type ChatCompletionFunctionDefinition,
  estimateTokensInFunctions,
} from 'gpt-tokenizer/functionCalling';
import { isObject, own } from '../jsonl/shape.ts';
import { countAllTexts } from './countAllTexts.ts';

/** What a system message saves when functions are there too, and what naming or forbidding one costs. */
const SYSTEM_DISCOUNT = 4;
const FORBIDDEN = 1;
const NAMED = 4;

/**
 * Tokens that the declarations of functions or tools cost in a request; zero without any. Nobody publishes how they are
 * written for the model: the rule was found out by others from what is billed, and holds for simple schemas.
 * @param hasSystem whether a system message stands before them
 */
export function countTools(
  request: Readonly<Record<string, unknown>>,
  hasSystem: boolean,
  count: (text: string) => number,
): number {
  const functions = functionsOf(request);
  if (functions.length === 0) return 0;
  return (
    countDeclarations(functions, count) - (hasSystem ? SYSTEM_DISCOUNT : 0) + countChoice(request, count)
  );
}

function functionsOf(request: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  const old = own(request, 'functions');
  if (Array.isArray(old)) return old.filter(isObject);
  const tools = own(request, 'tools');
  const inside = Array.isArray(tools)
    ? tools.map(tool => (isObject(tool) ? own(tool, 'function') : tool))
    : [];
  return inside.filter(isObject);
}

function countDeclarations(
  functions: readonly Readonly<Record<string, unknown>>[],
  count: (text: string) => number,
): number {
  try {
    return estimateTokensInFunctions(functions as unknown as ChatCompletionFunctionDefinition[], count);
  } catch {
    // A schema of another shape than the library expects: its own texts are nearest to what is sent.
    return countAllTexts(functions, count);
  }
}

function countChoice(request: Readonly<Record<string, unknown>>, count: (text: string) => number): number {
  const choice = own(request, 'function_call') ?? own(request, 'tool_choice');
  if (choice === 'none') return FORBIDDEN;
  const inside = isObject(choice) ? (own(choice, 'function') ?? choice) : undefined;
  const name = isObject(inside) ? own(inside, 'name') : undefined;
  return typeof name === 'string' ? count(name) + NAMED : 0;
}
