import { type JsonSchema, rulesSchema } from '../core/project/projectSchema.ts';
import { connectionKinds } from '../core/provider/connectionKinds.ts';
import { DEFAULT_TARGET, TARGET_IDS, targetOf } from '../core/targets/registry.ts';

/** The settings and the types of their values. What a user typed may be of another type: readers check. */
export interface SettingTypes {
  'tunewright.enable': boolean;
  'tunewright.target': string;
  'tunewright.rules': Readonly<Record<string, unknown>>;
  'tunewright.connections': readonly unknown[];
  'tunewright.spendingCap': number | null;
}

export type SettingId = keyof SettingTypes;

/** Every setting as the workbench wants it. Made by a function, because the rules are slow to load. */
export function settingSchemas(): { readonly [Id in SettingId]: JsonSchema } {
  const { description: _, ...rules } = rulesSchema();
  return {
    'tunewright.enable': {
      type: 'boolean',
      default: true,
      scope: 'resource',
      markdownDescription:
        'Whether datasets are linted while they are open. *Tunewright: Lint Dataset* works in any case.',
    },
    'tunewright.target': {
      type: 'string',
      enum: TARGET_IDS,
      enumItemLabels: TARGET_IDS.map(id => targetOf(id)?.title ?? id),
      default: DEFAULT_TARGET,
      scope: 'resource',
      markdownDescription:
        'The consumer that datasets are written for. A project file, `tunewright.jsonc`, wins over this setting.',
    },
    'tunewright.rules': {
      ...rules,
      default: {},
      scope: 'resource',
      markdownDescription:
        'Severities and options of rules, such as `{ "dataset/duplicate-example": "off" }`. A project file, `tunewright.jsonc`, wins over this setting.',
    },
    'tunewright.connections': {
      type: 'array',
      default: [],
      // A workspace must not be able to say where a connection leads.
      scope: 'application',
      markdownDescription:
        'Endpoints that you set up. The *Connections* view is easier to use; keys are never kept here.',
      items: connectionSchema(),
    },
    'tunewright.spendingCap': {
      type: ['number', 'null'],
      default: null,
      minimum: 0,
      // A workspace must not be able to raise it.
      scope: 'application',
      markdownDescription:
        'US dollars that a project may cost in a month (UTC). Jobs, runs and judges stop before they cross it. Empty for no cap. *Tunewright: Show Spending* shows what was spent.',
    },
  };
}

/** A connection as it is stored. Source: `Connection` in `core/provider/connection.ts`, which checks it again. */
function connectionSchema(): JsonSchema {
  const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });
  const amount = (description: string): JsonSchema => ({ type: 'number', minimum: 0, description });
  return {
    type: 'object',
    required: ['id', 'kind', 'name'],
    additionalProperties: false,
    properties: {
      id: text('Chosen once: keys and jobs refer to it.'),
      kind: { type: 'string', enum: connectionKinds.filter(kind => kind !== 'sandbox') },
      name: text('What the views show.'),
      baseUrl: text('The base URL of the API, where it is not the usual one.'),
      keyVariable: text('The environment variable from which the command line takes the key.'),
      apiVersion: text('The dated version of an Azure API, such as 2025-04-01-preview.'),
      accountId: text('The Fireworks account that datasets and jobs belong to.'),
      streamUsage: {
        type: 'boolean',
        description: 'Whether to ask for token counts while an answer streams.',
      },
      prices: {
        type: 'object',
        description:
          'What models cost, in US dollars for a million tokens, by their names; a name may end with * and stand for all that begin so. These win over what the server and our table tell.',
        additionalProperties: {
          type: 'object',
          required: ['input', 'output'],
          additionalProperties: false,
          properties: {
            input: amount('For a million tokens that are sent.'),
            cached: amount('For a million tokens that are sent and that the server remembers.'),
            output: amount('For a million tokens of answers.'),
          },
        },
      },
    },
  };
}
