import { isObject } from '../../jsonl/shape.ts';
import type { CompareFile } from '../compareFile/compareFile.ts';
import { graderType } from '../graders/graderType.ts';
import { fileStem, type Imported, jsonLines, jsonText } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is, or holds, an eval or a run of OpenAI's Evals. */
export function isOpenaiEvals(value: unknown): boolean {
  return objectsOf(value).some(one => Array.isArray(one.testing_criteria) || isObject(one.data_source));
}

/**
 * Makes a comparison of exported evals and runs, in one file or a list of them: testing criteria become graders, the
 * contents of data sources become a dataset, each run a variant.
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
  const variants: CompareFile['variants'] = [];
  for (const run of runs) {
    const source = run.data_source as Json;
    for (const item of itemsOf(source, imported)) {
      const text = JSON.stringify(item);
      if (!seen.has(text)) items.push(item);
      seen.add(text);
    }
    const variant = importRun(run, source, variants.length, imported);
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

/** Graders as files; those that need Python or are not known are told. */
export function importGraders(criteria: readonly unknown[], imported: Imported): string[] {
  return criteria.flatMap((criterion, index) => {
    const named = isObject(criterion) ? { name: `grader ${index + 1}`, ...criterion } : criterion;
    const read = graderType.safeParse(named);
    const name = isObject(named) ? String(named.name) : `grader ${index + 1}`;
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
    imported.files[file] = jsonText(named);
    return [file];
  });
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
  index: number,
  imported: Imported,
): CompareFile['variants'][number] | undefined {
  const name = String(run.name ?? `run ${index + 1}`);
  const input = isObject(source.input_messages) ? source.input_messages : {};
  const template = Array.isArray(input.template) ? input.template : undefined;
  if (!template) {
    imported.unmapped.push(`${name}: its messages are not a template and cannot be taken over.`);
    return undefined;
  }
  const file = `${fileStem(`${name}-${index + 1}`)}.prompt.json`;
  imported.files[file] = jsonText({ messages: template.map(messageOf) });
  return {
    name: `${name}${index > 0 ? ` ${index + 1}` : ''}`,
    template: file,
    connection: 'openai',
    ...(typeof source.model === 'string' && { model: source.model }),
    ...(isObject(source.sampling_params) && { parameters: { ...source.sampling_params } }),
  };
}

/** A message with `{{ name }}` for `{{ item.name }}`. */
function messageOf(message: unknown): unknown {
  if (!isObject(message)) return message;
  const { role, content } = message;
  const text = isObject(content) && typeof content.text === 'string' ? content.text : content;
  return {
    role,
    content: typeof text === 'string' ? text.replace(/\{\{\s*item\.([\w.[\]]+)\s*\}\}/g, '{{ $1 }}') : text,
  };
}

function objectsOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (!isObject(value)) return [];
  return Array.isArray(value.data) && !('testing_criteria' in value)
    ? value.data.flatMap(objectsOf)
    : [value];
}
