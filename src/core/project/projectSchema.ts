import { FORMAT_IDS, METHODS } from '../formats/format.ts';
import { formatTitle } from '../formats/registry.ts';
import { RULES } from '../lint/registry.ts';
import type { Rule } from '../lint/rule.ts';
import { TARGET_IDS, targetOf } from '../targets/registry.ts';
import { RULE_LEVELS } from './readRules.ts';

/** A JSON Schema, draft 07, with the keywords that VS Code adds for completion. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** The schema of a project file, made of what the registries hold now. */
export function projectFileSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tunewright project',
    description:
      'For which consumers the datasets beside and below this file are meant, and how they are judged.',
    type: 'object',
    allowComments: true,
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: {
      $schema: {
        type: 'string',
        description: 'The schema of this file; editors with Tunewright know it already.',
      },
      target: { $ref: '#/definitions/target' },
      targets: { $ref: '#/definitions/targets' },
      targetFiles: {
        description:
          'Files with targets of your own, relative to this file; their names end in .target.json. Each extends another target.',
        type: 'array',
        items: { type: 'string', minLength: 1 },
      },
      datasets: {
        description: 'What holds for some of the datasets. Where several entries match, later ones win.',
        type: 'array',
        items: { $ref: '#/definitions/dataset' },
      },
      rules: { $ref: '#/definitions/rules' },
      suppressions: {
        description:
          'Findings that are not shown, each with a reason. One that suppresses nothing is reported.',
        type: 'array',
        items: { $ref: '#/definitions/suppression' },
      },
    },
    definitions: {
      target: {
        description: 'The consumer that the datasets are written for; one of your own by its id.',
        anyOf: [choices(TARGET_IDS, id => targetOf(id)?.title ?? id), OWN_TARGET],
      },
      targets: {
        description: 'All consumers that the datasets are written for: a finding says for whom it is one.',
        type: 'array',
        minItems: 1,
        items: { $ref: '#/definitions/target' },
      },
      suppression: {
        type: 'object',
        required: ['rule', 'file', 'reason'],
        additionalProperties: false,
        properties: {
          rule: { type: 'string', enum: RULES.map(({ id }) => id) },
          file: { type: 'string', description: 'The dataset, relative to this file.' },
          example: { type: 'string', description: 'The content of the example, so that it may move.' },
          reason: { type: 'string', minLength: 1, description: 'Why it is right all the same.' },
        },
      },
      format: {
        description: 'The shape of an example. Left out, it is recognised.',
        ...choices(FORMAT_IDS, formatTitle),
      },
      method: {
        description: 'How a model is to be trained with the datasets. Left out, any method will do.',
        ...choices(METHODS, id => METHOD_TITLES[id]),
      },
      dataset: datasetSchema(),
      rules: rulesSchema(),
    },
  };
}

/** The schema of the rules' severities and options alone, for the settings of an editor. */
export function rulesSchema(): JsonSchema {
  return {
    description: 'Severities and options of rules.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(RULES.map(rule => [rule.id, ruleSchema(rule)])),
  };
}

/** Ids of targets that files of the user define. */
const OWN_TARGET = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' };

function datasetSchema(): JsonSchema {
  const glob = { type: 'string', minLength: 1 };
  return {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: {
        description:
          'Globs of the datasets, relative to this file. One without a slash matches in every folder, one that begins with ! excludes.',
        oneOf: [glob, { type: 'array', items: glob, minItems: 1 }],
      },
      target: { $ref: '#/definitions/target' },
      targets: { $ref: '#/definitions/targets' },
      format: { $ref: '#/definitions/format' },
      method: { $ref: '#/definitions/method' },
      validation: {
        description: 'The validation file of these training files, relative to this file.',
        type: 'string',
      },
      template: {
        description: 'The chat template that the examples were made with, relative to this file.',
        type: 'string',
      },
      rules: { $ref: '#/definitions/rules' },
    },
    defaultSnippets: [{ label: 'New dataset', body: { files: '$1' } }],
  };
}

function ruleSchema(rule: Rule): JsonSchema {
  const options = Object.entries(rule.options ?? {}).map(([name, option]) => [name, { ...option }]);
  return {
    description: `${rule.summary}\n\n${rule.why}`,
    anyOf: [
      levelSchema(),
      {
        type: 'object',
        additionalProperties: false,
        properties: { severity: levelSchema(), ...Object.fromEntries(options) },
      },
    ],
  };
}

function levelSchema(): JsonSchema {
  return choices(RULE_LEVELS, level => LEVEL_MEANINGS[level]);
}

function choices<T extends string>(values: readonly T[], describe: (value: T) => string): JsonSchema {
  return { type: 'string', enum: [...values], enumDescriptions: values.map(describe) };
}

const LEVEL_MEANINGS = {
  error: 'The consumer refuses the file or the line.',
  warning: 'Accepted, but training suffers.',
  info: 'Worth knowing.',
  off: 'Not reported.',
};

/** The names of the methods on screen. */
export const METHOD_TITLES = {
  supervised: 'Supervised fine-tuning',
  dpo: 'Direct preference optimisation',
  reinforcement: 'Reinforcement fine-tuning',
};
