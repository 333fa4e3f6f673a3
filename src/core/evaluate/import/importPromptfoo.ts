import { isObject } from '../../jsonl/shape.ts';
import { fileStem, type Imported, jsonText } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a configuration of promptfoo. */
export function isPromptfoo(value: unknown): boolean {
  return isObject(value) && 'prompts' in value && ('providers' in value || 'targets' in value);
}

/** Makes a comparison of a promptfoo configuration. Nothing in it is run and no file that it names is read. */
export function importPromptfoo(config: unknown): Imported {
  const imported: Imported = { files: {}, unmapped: [] };
  if (!isObject(config)) return imported;
  const name = typeof config.description === 'string' ? config.description : 'promptfoo';
  const templates = listOf(config.prompts).flatMap((prompt, index) => importPrompt(prompt, index, imported));
  const providers = listOf(config.providers ?? config.targets).flatMap(one => importProvider(one, imported));
  const variants = providers.flatMap(provider =>
    templates.map(template => ({
      ...{
        name:
          templates.length > 1 ? `${provider.name}, ${template.replace('.prompt.json', '')}` : provider.name,
        template,
      },
      ...{ connection: provider.connection, model: provider.model },
      ...(provider.parameters && { parameters: provider.parameters }),
    })),
  );
  const graders: Json[] = [];
  const addGrader = (grader: Json) => {
    if (!graders.some(one => JSON.stringify(one) === JSON.stringify(grader))) graders.push(grader);
  };
  const shared = isObject(config.defaultTest) ? listOf(config.defaultTest.assert) : [];
  for (const assertion of shared) importAssertion(assertion, 'every test', imported, addGrader);
  const cases = listOf(config.tests).flatMap((test, index) => {
    if (!isObject(test)) {
      imported.unmapped.push(`Tests in ${String(test)} are not read: add them as a dataset.`);
      return [];
    }
    const label = typeof test.description === 'string' ? test.description : `test ${index + 1}`;
    const wanted = listOf(test.assert).flatMap(assertion =>
      importAssertion(assertion, label, imported, addGrader),
    );
    if (new Set(wanted).size > 1)
      imported.unmapped.push(`${label} wants several things at once; the first is taken.`);
    const given =
      isObject(config.defaultTest) && isObject(config.defaultTest.vars) ? config.defaultTest.vars : {};
    return [
      {
        name: label,
        values: { ...given, ...(isObject(test.vars) ? test.vars : {}) },
        ...(wanted[0] !== undefined && { reference: wanted[0] }),
      },
    ];
  });
  for (const key of Object.keys(config))
    if (!KNOWN.has(key)) imported.unmapped.push(`"${key}" is not taken over.`);
  imported.files[`${fileStem(name)}.compare.json`] = jsonText({ name, variants, cases, graders });
  return imported;
}

const KNOWN = new Set(['description', 'prompts', 'providers', 'targets', 'tests', 'defaultTest', '$schema']);

function importPrompt(prompt: unknown, index: number, imported: Imported): string[] {
  const text = isObject(prompt) ? (prompt.raw ?? prompt.id) : prompt;
  if (typeof text !== 'string' || /^(file|exec|python|https?):/.test(text)) {
    imported.unmapped.push(`The prompt ${String(text)} stands elsewhere: copy its text into a template.`);
    return [];
  }
  const file = `prompt-${index + 1}.prompt.json`;
  imported.files[file] = jsonText({ messages: chatIn(text) ?? [{ role: 'user', content: text }] });
  return [file];
}

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
const PARAMETERS = [
  'temperature',
  'max_tokens',
  'top_p',
  'seed',
  'stop',
  'response_format',
  'tools',
  'tool_choice',
  'frequency_penalty',
  'presence_penalty',
];

function importProvider(provider: unknown, imported: Imported) {
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
  const name = isObject(provider) && typeof provider.label === 'string' ? provider.label : model;
  return [{ name, connection, model, ...(Object.keys(parameters).length > 0 && { parameters }) }];
}

/** Adds the grader of an assertion, and returns what it wants of this one case, if anything. */
function importAssertion(
  assertion: unknown,
  label: string,
  imported: Imported,
  add: (grader: Json) => void,
): string[] {
  const { type, value, threshold } = isObject(assertion) ? assertion : ({} as Json);
  const known = typeof type === 'string' ? ASSERTIONS[type] : undefined;
  if (!known) {
    imported.unmapped.push(`${label}: the assertion ${String(type)} has no counterpart.`);
    return [];
  }
  const { grader, wants } = known(value, threshold);
  add(grader);
  return wants && (typeof value === 'string' || typeof value === 'number') ? [String(value)] : [];
}

const ASSERTIONS: Readonly<
  Record<string, (value: unknown, threshold: unknown) => { grader: Json; wants?: true }>
> = {
  equals: () => ({ grader: { type: 'exact_match', name: 'equals' }, wants: true }),
  contains: () => ({ grader: { type: 'contains', name: 'contains' }, wants: true }),
  icontains: () => ({ grader: { type: 'contains', name: 'contains', normalise: ['case'] }, wants: true }),
  'contains-any': value => ({ grader: { type: 'contains', name: 'contains any', any: texts(value) } }),
  'contains-all': value => ({ grader: { type: 'contains', name: 'contains all', all: texts(value) } }),
  'not-contains': value => ({
    grader: { type: 'contains', name: `without ${String(value)}`.slice(0, 80), none: [String(value)] },
  }),
  regex: value => ({ grader: { type: 'regex', name: 'regex', pattern: String(value) } }),
  'is-json': value => ({ grader: { type: 'json', name: 'JSON', ...(isObject(value) && { schema: value }) } }),
  'rouge-n': (_, threshold) => ({
    grader: {
      type: 'similarity',
      name: 'ROUGE',
      metric: 'rouge_1',
      ...(typeof threshold === 'number' && { threshold }),
    },
    wants: true,
  }),
  bleu: (_, threshold) => ({
    grader: {
      type: 'similarity',
      name: 'BLEU',
      metric: 'bleu',
      ...(typeof threshold === 'number' && { threshold }),
    },
    wants: true,
  }),
  meteor: (_, threshold) => ({
    grader: {
      type: 'similarity',
      name: 'METEOR',
      metric: 'meteor',
      ...(typeof threshold === 'number' && { threshold }),
    },
    wants: true,
  }),
  latency: (_, threshold) => ({
    grader: { type: 'latency', name: 'latency', ...(typeof threshold === 'number' && { maxMs: threshold }) },
  }),
  cost: (_, threshold) => ({
    grader: { type: 'price', name: 'cost', ...(typeof threshold === 'number' && { maxUsd: threshold }) },
  }),
};

function texts(value: unknown): string[] {
  return listOf(value).map(String);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
