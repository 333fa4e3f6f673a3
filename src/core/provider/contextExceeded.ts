/** The numbers in a server's words about a prompt that is too long; those it did not say are absent. */
export interface ContextOverflow {
  limit?: number;
  asked?: number;
  overBy?: number;
}

/**
 * Reads a refusal for length. Undefined when the text is about something else. The patterns are the wordings of
 * OpenAI, vLLM, llama.cpp, Together and Fireworks.
 */
export function readContextOverflow(message: string): ContextOverflow | undefined {
  const limit = firstNumber(message, limitPatterns);
  const sum = message.match(/given:\s*([\d,]+)\D+tokens\D*and\s+([\d,]+)/i);
  const asked = sum ? toNumber(sum[1]!) + toNumber(sum[2]!) : firstNumber(message, askedPatterns);
  if (limit === undefined && !talksOfLength.test(message)) return undefined;
  const result: ContextOverflow = {};
  if (limit !== undefined) result.limit = limit;
  if (asked !== undefined) result.asked = asked;
  if (limit !== undefined && asked !== undefined && asked > limit) result.overBy = asked - limit;
  return result;
}

const talksOfLength =
  /context[_ ](?:length|size|window)[^.]*(?:exceed|too (?:long|large|small))|exceed[a-z]*[^.]*context[_ ](?:length|size|window)|(?:prompt|input) is too long|exceed_context_size|context_length_exceeded/i;

const limitPatterns = [
  /maximum context length(?: is|:| of)?\s*([\d,]+)/i,
  /context (?:size|window|length)\s*(?:of|is|\()?\s*\(?([\d,]+)\s*tokens/i,
  /must be <=\s*([\d,]+)/i,
  /tokens\s*>\s*([\d,]+)\s*maximum/i,
  /"n_ctx"\s*:\s*(\d+)/,
];

const askedPatterns = [
  /resulted in\s*([\d,]+)\s*tokens/i,
  /requested\s*(?:about\s*)?([\d,]+)\s*(?:input\s*)?tokens/i,
  /"n_prompt_tokens"\s*:\s*(\d+)/,
  /request \(([\d,]+) tokens\)/i,
  /has\s*([\d,]+)\s*input tokens/i,
  /too long:\s*([\d,]+)/i,
];

function firstNumber(message: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const found = message.match(pattern)?.[1];
    if (found) return toNumber(found);
  }
  return undefined;
}

function toNumber(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}
