import { type JsonSchema, rulesSchema } from '../core/project/projectSchema.ts';
import { DEFAULT_TARGET, TARGET_IDS, targetOf } from '../core/targets/registry.ts';

/** The settings and the types of their values. What a user typed may be of another type: readers check. */
export interface SettingTypes {
  'tunewright.enable': boolean;
  'tunewright.target': string;
  'tunewright.rules': Readonly<Record<string, unknown>>;
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
  };
}
