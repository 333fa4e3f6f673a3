import { isObject } from '../../jsonl/shape.ts';
import type { CompareFile } from '../compareFile/compareFile.ts';
import { fileStem, type Imported, jsonText, listOf, named } from './imported.ts';
import { importAssertions } from './promptfooAssertions.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a configuration of promptfoo. */
export function isPromptfoo(value: unknown): boolean {
  return isObject(value) && 'prompts' in value && ('providers' in value || 'targets' in value);
}

/** Makes a comparison of a promptfoo configuration. Nothing in it is run and no file that it names is read. */
export function importPromptfoo(config: unknown): Imported {
  const imported: Imported = { files: {}, unmapped: [] };
  if (!isObject(config)) return imported;
  const { unmapped } = imported;
  const name = typeof config.description === 'string' ? config.description : 'promptfoo';
  const templates = listOf(config.prompts).flatMap((prompt, index) => importPrompt(prompt, index, imported));
  const providers = listOf(config.providers ?? config.targets).flatMap(one => importProvider(one, imported));
  const variants: CompareFile['variants'] = [];
  for (const { name: model, ...provider } of providers) {
    // A provider without a template sends conversations as they are.
    for (const template of templates.length > 0 ? templates : [undefined]) {
      const title = templates.length > 1 ? `${model}, ${template!.replace('.prompt.json', '')}` : model;
      const own = named(
        title,
        variants.map(one => one.name),
      );
      variants.push({ name: own, ...(template !== undefined && { template }), ...provider });
    }
  }
  if (variants.length > MOST_VARIANTS) {
    unmapped.push(
      `${variants.length - MOST_VARIANTS} variants are left out: a comparison has at most ${MOST_VARIANTS}.`,
    );
    variants.length = MOST_VARIANTS;
  }
  const {
    vars: given,
    assert: shared,
    ...defaults
  } = isObject(config.defaultTest) ? config.defaultTest : ({} as Json);
  tellKeys(defaults, 'Every test', imported);
  const tests = listOf(config.tests).flatMap((test, index) => {
    if (!isObject(test)) {
      unmapped.push(`Tests in ${String(test)} are not read: add them as a dataset.`);
      return [];
    }
    const { description, vars, assert, ...more } = test;
    const label = typeof description === 'string' ? description : `test ${index + 1}`;
    tellKeys(more, label, imported);
    const values = { ...(isObject(given) ? given : {}), ...(isObject(vars) ? vars : {}) };
    tellValues(values, label, imported);
    return [{ label, values, assertions: listOf(assert) }];
  });
  const { graders, wanted } = importAssertions(tests, listOf(shared), imported);
  const cases: CompareFile['cases'] = tests.map(({ label, values }, place) => {
    const { reference, columns } = wanted[place]!;
    return { name: label, values: { ...values, ...columns }, ...(reference !== undefined && { reference }) };
  });
  for (const key of Object.keys(config)) if (!KNOWN.has(key)) unmapped.push(`"${key}" is not taken over.`);
  if (variants.length === 0) {
    variants.push({
      name: 'first',
      model: 'sandbox-base',
      connection: 'sandbox',
      ...(templates[0] && { template: templates[0] }),
    });
    unmapped.push('No provider could be taken over: set the model of the variant.');
  }
  if (cases.length === 0) {
    cases.push({ name: 'first', values: {}, messages: [{ role: 'user', content: 'Hello' }] });
    unmapped.push('No test could be taken over: add cases to the comparison.');
  }
  imported.files[`${fileStem(name)}.compare.json`] = jsonText({ name, variants, cases, graders });
  return imported;
}

const KNOWN = new Set(['description', 'prompts', 'providers', 'targets', 'tests', 'defaultTest', '$schema']);
const MOST_VARIANTS = 24;

function tellKeys(more: Json, label: string, { unmapped }: Imported): void {
  for (const key of Object.keys(more)) unmapped.push(`${label}: "${key}" is not taken over.`);
}

function tellValues(values: Json, label: string, { unmapped }: Imported): void {
  for (const [key, value] of Object.entries(values)) {
    if (Array.isArray(value))
      unmapped.push(
        `${label}: "${key}" is a list, of which every item would be asked; here it is one value.`,
      );
    else if (typeof value === 'string' && /^(file|https?|package):\/\//.test(value))
      unmapped.push(`${label}: "${key}" stands in ${value}, which is not read.`);
  }
}

function importPrompt(prompt: unknown, index: number, imported: Imported): string[] {
  const text = isObject(prompt) ? (prompt.raw ?? prompt.id) : prompt;
  if (typeof text !== 'string' || ELSEWHERE.test(text)) {
    const shown = typeof text === 'string' ? text : JSON.stringify(prompt);
    imported.unmapped.push(`The prompt ${shown} stands elsewhere: copy its text into a template.`);
    return [];
  }
  const file = `prompt-${index + 1}.prompt.json`;
  imported.files[file] = jsonText({ messages: chatIn(text) ?? [{ role: 'user', content: text }] });
  return [file];
}

/** A scheme, or the path of a file, perhaps with the name of a function in it. */
const ELSEWHERE =
  /^(?:(?:file|exec|python|https?|langfuse|portkey|helicone):|\S+\.(?:txt|jsonl?|ya?ml|md|[cm]?js|ts|py|csv|j2)(?::\w+)?$)/;

/** Prompts of promptfoo may be JSON lists of messages. */
function chatIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(one => isObject(one) && 'role' in one) ? value : undefined;
  } catch {
    return undefined;
  }
}

const CONNECTIONS: Readonly<Record<string, string>> = {
  openai: 'openai',
  azure: 'azure',
  azureopenai: 'azure',
  ollama: 'ollama',
  together: 'together',
  togetherai: 'together',
  localai: 'localai',
  vllm: 'vllm',
};
/** Also as `{ "openai:gpt-4o": { config } }`. */
function providerOf(given: unknown): unknown {
  if (!isObject(given) || 'id' in given) return given;
  const [entry, ...others] = Object.entries(given);
  return entry && others.length === 0 && isObject(entry[1]) ? { id: entry[0], ...entry[1] } : given;
}

const PARAMETERS = [
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'reasoning_effort',
  'top_p',
  'seed',
  'stop',
  'response_format',
  'tools',
  'tool_choice',
  'frequency_penalty',
  'presence_penalty',
];

function importProvider(given: unknown, imported: Imported) {
  const provider = providerOf(given);
  const id = isObject(provider) ? provider.id : provider;
  const [kind = '', ...rest] = String(id).split(':');
  const connection = CONNECTIONS[kind.toLowerCase()];
  const model = rest.filter(part => !['chat', 'completion', 'responses'].includes(part)).join(':');
  if (connection === undefined || model === '') {
    imported.unmapped.push(`The provider ${String(id)} has no counterpart.`);
    return [];
  }
  const config = isObject(provider) && isObject(provider.config) ? provider.config : {};
  const parameters = Object.fromEntries(Object.entries(config).filter(([key]) => PARAMETERS.includes(key)));
  for (const key of Object.keys(config))
    if (!PARAMETERS.includes(key)) imported.unmapped.push(`${String(id)}: "${key}" is not taken over.`);
  const { label } = isObject(provider) ? provider : ({} as Json);
  const name = typeof label === 'string' && label !== '' ? label : model;
  return [{ name, connection, model, ...(Object.keys(parameters).length > 0 && { parameters }) }];
}
