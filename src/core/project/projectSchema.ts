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
      datasets: {
        description: 'What holds for some of the datasets. Where several entries match, later ones win.',
        type: 'array',
        items: { $ref: '#/definitions/dataset' },
      },
      rules: { $ref: '#/definitions/rules' },
    },
    definitions: {
      target: {
        description: 'The consumer that the datasets are written for.',
        ...choices(TARGET_IDS, id => targetOf(id)?.title ?? id),
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
