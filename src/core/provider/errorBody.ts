import { object, objects, text } from './lenient.ts';

/** What an error answer says, whatever its shape. */
export interface ErrorBody {
  message?: string;
  code?: string;
  type?: string;
  param?: string;
}

/**
 * Reads an error body: OpenAI's `{error: {...}}`, Azure's with `innererror`, `{error: "text"}`, FastAPI's `{detail}`,
 * the flat `{message, type, code}` of vLLM and gRPC gateways, and plain text.
 */
export function readErrorBody(body: string): ErrorBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return isHtml(body) ? {} : withMessage(body.trim().slice(0, 500));
  }
  const source = object(Array.isArray(parsed) ? parsed[0] : parsed);
  if (!source) return typeof parsed === 'string' ? withMessage(parsed) : {};
  const inner = source.error ?? source.detail ?? source.errors;
  if (typeof inner === 'string') return { ...fields(source), ...withMessage(inner) };
  if (Array.isArray(inner)) return { ...fields(source), ...withMessage(listOfFaults(inner)) };
  return fields(object(inner) ?? source);
}

/** True for a page made for people: what a proxy, a login wall or a wrong path answers. */
export function isHtml(body: string): boolean {
  return /^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(body.slice(0, 2000));
}

/** The title of a page, for the message; undefined when it has none. */
export function htmlTitle(body: string): string | undefined {
  const title = body.slice(0, 20_000).match(/<title[^>]*>([^<]*)/i)?.[1];
  return text(title?.replace(/\s+/g, ' ').trim().slice(0, 120));
}

function fields(source: Record<string, unknown>): ErrorBody {
  const result: ErrorBody = withMessage(text(source.message) ?? text(source.msg));
  const innerError = object(source.innererror) ?? object(source.inner_error);
  const code = text(innerError?.code) ?? codeOf(source.code);
  const type = text(source.type);
  const param = text(source.param);
  if (code) result.code = code;
  if (type) result.type = type;
  if (param) result.param = param;
  // llama.cpp tells its numbers beside the message.
  if (typeof source.n_ctx === 'number') {
    const numbers = JSON.stringify({ n_prompt_tokens: source.n_prompt_tokens, n_ctx: source.n_ctx });
    result.message = `${result.message ?? ''} ${numbers}`;
  }
  return result;
}

function codeOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}

function withMessage(message: string | undefined): ErrorBody {
  return message ? { message } : {};
}

/** FastAPI lists `{loc: [...], msg}`; others list `{message}` or strings. */
function listOfFaults(items: readonly unknown[]): string {
  const told = objects(items).map(item => {
    const place = Array.isArray(item.loc) ? item.loc.join('.') : undefined;
    const words = text(item.msg) ?? text(item.message) ?? '';
    return place ? `${place}: ${words}` : words;
  });
  const plain = items.filter(item => typeof item === 'string');
  return [...told, ...plain].filter(Boolean).slice(0, 5).join('; ');
}
