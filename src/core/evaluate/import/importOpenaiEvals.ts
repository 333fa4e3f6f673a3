import { isObject } from '../../jsonl/shape.ts';
import type { CompareFile } from '../compareFile/compareFile.ts';
import { graderType } from '../graders/graderType.ts';
import { fileStem, type Imported, jsonLines, jsonText, named } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is, or holds, an eval or a run of OpenAI's Evals. */
export function isOpenaiEvals(value: unknown): boolean {
  return objectsOf(value).some(
    one => Array.isArray(one.testing_criteria) || isObject(one.data_source) || isObject(one.datasource_item),
  );
}

/**
 * Makes a comparison of exported evals and runs, in one file or a list of them: testing criteria become graders, the
 * contents of data sources and of output items become a dataset, each run a variant.
 */
export function importOpenaiEvals(value: unknown): Imported {
  const objects = objectsOf(value);
  const evals = objects.filter(one => Array.isArray(one.testing_criteria));
  const runs = objects.filter(one => isObject(one.data_source));
  const imported: Imported = { files: {}, unmapped: [] };
  const name = String(evals[0]?.name ?? runs[0]?.name ?? 'evals');
  const graders = evals.flatMap(one => importGraders(one.testing_criteria as unknown[], imported));
  const items: unknown[] = [];
  const seen = new Set<string>();
  const addItem = (item: unknown) => {
    const text = JSON.stringify(item);
    if (!seen.has(text)) items.push(item);
    seen.add(text);
  };
  const outputs = objects.filter(one => isObject(one.datasource_item));
  for (const { datasource_item: item } of outputs) addItem(item);
  if (outputs.length > 0)
    imported.unmapped.push(
      `The answers and grades of ${outputs.length} output items are not taken over: run the comparison to ask again.`,
    );
  const variants: CompareFile['variants'] = [];
  for (const run of runs) {
    const source = run.data_source as Json;
    for (const item of itemsOf(source, imported)) addItem(item);
    if (variants.length === MOST_VARIANTS) {
      imported.unmapped.push(
        `${String(run.name ?? 'A run')} is left out: a comparison has at most ${MOST_VARIANTS} variants.`,
      );
      continue;
    }
    const variant = importRun(run, source, variants, imported);
    if (variant) variants.push(variant);
  }
  if (evals.some(({ data_source_config: config }) => isObject(config) && config.type !== 'custom')) {
    imported.unmapped.push(
      'A data source of stored completions or logs is not in the export; export the completions and import them too.',
    );
  }
  if (items.length > 0) imported.files['items.jsonl'] = jsonLines(items);
  else imported.unmapped.push('The export holds no items: add cases to the comparison.');
  if (variants.length === 0) {
    variants.push({ name: 'first', model: 'sandbox-base', connection: 'sandbox' });
    imported.unmapped.push(
      'The export holds no run with messages: add a template and a model to the variant.',
    );
  }
  const file = {
    name,
    variants,
    cases: [
      items.length > 0
        ? { dataset: 'items.jsonl' }
        : { name: 'first', messages: [{ role: 'user', content: 'Hello' }] },
    ],
    graders,
  };
  imported.files[`${fileStem(name)}.compare.json`] = jsonText(file);
  return imported;
}

const MOST_VARIANTS = 24;

/** Graders as files; those that need Python or are not known are told. */
export function importGraders(criteria: readonly unknown[], imported: Imported): string[] {
  return criteria.flatMap((criterion, index) => {
    const grader = isObject(criterion) ? withNames(criterion, `grader ${index + 1}`) : criterion;
    const read = graderType.safeParse(grader);
    const name = isObject(grader) ? String(grader.name) : `grader ${index + 1}`;
    if (!read.success) {
      const type = isObject(criterion) ? String(criterion.type) : typeof criterion;
      imported.unmapped.push(
        `${name}: a grader of the type ${type} cannot be taken over${type === 'python' ? ', since no code is run' : ''}.`,
      );
      return [];
    }
    const base = fileStem(name);
    let file = `${base}.grader.json`;
    for (let twin = 2; Object.hasOwn(imported.files, file); twin++) file = `${base}-${twin}.grader.json`;
    imported.files[file] = jsonText(grader);
    return [file];
  });
}

/** A grader with a name, and the parts of a `multi` by their names where they are a list. */
function withNames(grader: Json, name: string): Json {
  const { graders } = grader;
  if (grader.type !== 'multi' || !Array.isArray(graders)) return { name, ...grader };
  const parts = graders.filter(isObject).map((part, index) => {
    const own = String(part.name ?? `part ${index + 1}`);
    return [
      own
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, ''),
      part,
    ];
  });
  return { name, ...grader, graders: Object.fromEntries(parts) as Json };
}

function itemsOf(source: Json, imported: Imported): unknown[] {
  const inner = isObject(source.source) ? source.source : {};
  if (Array.isArray(inner.content)) {
    return inner.content.flatMap(one => (isObject(one) ? [isObject(one.item) ? one.item : one] : []));
  }
  if (inner.type === 'file_id')
    imported.unmapped.push(`The file ${String(inner.id)} is not in the export: download it as items.jsonl.`);
  return [];
}

function importRun(
  run: Json,
  source: Json,
  others: CompareFile['variants'],
  imported: Imported,
): CompareFile['variants'][number] | undefined {
  const title = String(run.name ?? `run ${others.length + 1}`);
  const name = named(
    title,
    others.map(one => one.name),
  );
  const input = isObject(source.input_messages) ? source.input_messages : {};
  const template = Array.isArray(input.template) ? input.template : undefined;
  if (!template) {
    imported.unmapped.push(`${title}: its messages are not a template and cannot be taken over.`);
    return undefined;
  }
  const file = `${fileStem(`${title}-${others.length + 1}`)}.prompt.json`;
  imported.files[file] = jsonText({ messages: template.map(messageOf) });
  const parameters = parametersOf(source.sampling_params, title, imported);
  return {
    ...{ name, template: file, connection: 'openai' },
    ...(typeof source.model === 'string' && source.model !== '' && { model: source.model }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}

/** What chat completions take too. Evals misspelt one of them for a while. */
const PARAMETERS: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  top_p: 'top_p',
  seed: 'seed',
  max_completion_tokens: 'max_completion_tokens',
  max_completions_tokens: 'max_completion_tokens',
  reasoning_effort: 'reasoning_effort',
  response_format: 'response_format',
};

function parametersOf(sampling: unknown, title: string, imported: Imported): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(isObject(sampling) ? sampling : {})) {
    const isTools =
      key === 'tools' && Array.isArray(value) && value.every(one => isObject(one) && isObject(one.function));
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    if (isTools) parameters.tools = value;
    else if (Object.hasOwn(PARAMETERS, key)) parameters[PARAMETERS[key]!] = value;
    else imported.unmapped.push(`${title}: the parameter "${key}" is not taken over.`);
  }
  return parameters;
}

/** A message with `{{ name }}` for `{{ item.name }}`. */
function messageOf(message: unknown): unknown {
  if (!isObject(message)) return message;
  const { role, content } = message;
  return { role, content: contentOf(content) };
}

function contentOf(content: unknown): unknown {
  if (typeof content === 'string') return content.replace(/\{\{\s*item\.([\w.[\]]+)\s*\}\}/g, '{{ $1 }}');
  if (isObject(content) && typeof content.text === 'string') return contentOf(content.text);
  if (!Array.isArray(content)) return content;
  const parts = content.map(part =>
    isObject(part) && typeof part.text === 'string' ? contentOf(part.text) : contentOf(part),
  );
  return parts.every(part => typeof part === 'string') ? parts.join('') : content;
}

function objectsOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (!isObject(value)) return [];
  return Array.isArray(value.data) && !('testing_criteria' in value)
    ? value.data.flatMap(objectsOf)
    : [value];
}
