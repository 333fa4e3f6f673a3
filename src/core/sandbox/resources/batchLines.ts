import { isObject } from '../../jsonl/shape.ts';
import { decodeUtf8 } from '../../text/decode.ts';

/** One request of a batch. */
export interface BatchLine {
  custom_id: string;
  body: Record<string, unknown>;
}

export interface BatchFault {
  code: string;
  message: string;
  param: string | null;
  /** From 1; null for the whole file. */
  line: number | null;
}

/** The limit of OpenAI's API. */
const MOST_REQUESTS = 50_000;

/** Reads the file of a batch. One fault fails it whole, as at OpenAI. */
export function readBatchLines(
  content: Uint8Array,
  endpoint: string,
): { lines: BatchLine[]; errors: BatchFault[] } {
  const lines: BatchLine[] = [];
  const errors: BatchFault[] = [];
  const seen = new Set<string>();
  const models = new Set<unknown>();
  const fault = (code: string, message: string, line: number | null, param: string | null = null) =>
    errors.push({ code, message, line, param });
  for (const [index, text] of decodeUtf8(content).text.split('\n').entries()) {
    if (text.trim() === '') continue;
    const value = jsonOf(text);
    const { custom_id, method, url, body } = isObject(value) ? value : {};
    if (!isObject(value)) fault('invalid_json_line', 'This line is not parseable as valid JSON.', index + 1);
    else if (typeof custom_id !== 'string' || custom_id === '')
      fault('missing_required_parameter', "Missing required parameter: 'custom_id'.", index + 1, 'custom_id');
    else if (seen.has(custom_id))
      fault('duplicate_custom_id', `The custom_id '${custom_id}' was used before.`, index + 1, 'custom_id');
    else if (method !== 'POST')
      fault('invalid_method', "The method of each request must be 'POST'.", index + 1, 'method');
    else if (url !== endpoint)
      fault('mismatched_url', `The url of each request must be '${endpoint}'.`, index + 1, 'url');
    else if (!isObject(body))
      fault('missing_required_parameter', "Missing required parameter: 'body'.", index + 1, 'body');
    else {
      seen.add(custom_id);
      models.add(body.model);
      lines.push({ custom_id, body });
    }
  }
  if (errors.length === 0 && lines.length === 0) fault('empty_file', 'The input file is empty.', null);
  if (lines.length > MOST_REQUESTS)
    fault('too_many_tasks', `A batch may have ${MOST_REQUESTS} requests at most.`, null);
  if (models.size > 1)
    fault('mismatched_model', 'All requests of a batch must be for the same model.', null, 'body.model');
  return { lines, errors };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
