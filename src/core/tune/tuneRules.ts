import type { ConnectionKind } from '../provider/connectionKinds.ts';
import { connectionKindInfo } from '../provider/connectionKinds.ts';
import { capabilitiesOf } from '../provider/capabilitiesOf.ts';
import type { RuleFacts } from '../lint/rule.ts';
import { checkTune } from './checkTune.ts';
import { parseTune, type TuneFinding } from './parseTune.ts';

/** A tune that shows a rule at work; it is run as a test and printed in the documentation. */
export interface TuneRuleExample {
  text: string;
  /** The day on which it is judged, YYYY-MM-DD. */
  today?: string;
}

/** A rule about tunes: what `checkTune` finds in a `*.tune.json` file, with all that the documentation says of it. */
export interface TuneRule extends Omit<RuleFacts, 'examples' | 'messages' | 'options'> {
  examples: { bad: readonly TuneRuleExample[]; good: readonly TuneRuleExample[] };
}

/** What a rule says of an example, judged for the usual connection of the kind that the example names. */
export function tuneRuleFindings(
  rule: TuneRule,
  { text, today = EXAMPLE_DAY }: TuneRuleExample,
): TuneFinding[] {
  const parsed = parseTune(text);
  const kind = (parsed.tune?.connection ?? 'openai') as ConnectionKind;
  const connection = {
    ...{ id: kind, kind, name: connectionKindInfo[kind].title },
    ...(connectionKindInfo[kind].baseUrl === undefined && { baseUrl: 'https://models.example' }),
  };
  const findings = checkTune(parsed, {
    ...{ connections: [connection], capabilities: capabilitiesOf, today },
    ...{ models: () => undefined, isFile: () => undefined },
  });
  return findings.filter(finding => finding.rule === rule.id);
}

const EXAMPLE_DAY = '2026-11-27';

const tune = (changes: object) =>
  JSON.stringify({
    connection: 'openai',
    model: 'gpt-4.1-mini-2025-04-14',
    training: 'train.jsonl',
    ...changes,
  });

const grader = (changes: object) => ({
  ...{ type: 'string_check', name: 'right', operation: 'eq' },
  ...{ input: '{{sample.output_text}}', reference: '{{item.answer}}' },
  ...changes,
});

const reinforcement = (connection: string, changes: object, more: object = {}) =>
  tune({ connection, method: 'reinforcement', validation: 'valid.jsonl', grader: grader(changes), ...more });

export const TUNE_RULES: readonly TuneRule[] = [
  {
    id: 'reinforcement/grader-invalid',
    summary: 'The grader of a tune is one that a job can run.',
    why: 'A grader with a field that is missing or a value that nobody knows makes the provider refuse the job, or gives every answer a score of 0, so that nothing is learnt.',
    severity: { default: 'error' },
    fixable: 'safe',
    examples: {
      bad: [
        { text: reinforcement('sandbox', { operation: 'neq' }) },
        { text: reinforcement('sandbox', { type: 'label_model' }) },
      ],
      good: [{ text: reinforcement('sandbox', {}) }],
    },
  },
  {
    id: 'reinforcement/grader-template',
    summary: 'What stands in braces in a grader is something of the item or of the sample.',
    why: 'The provider fills templates when it grades. One that it cannot fill is an error for every answer, and the job fails or learns nothing.',
    says: [{ who: 'OpenAI', text: 'invalid_variable_error' }],
    severity: { default: 'error' },
    fixable: 'safe',
    examples: {
      bad: [
        { text: reinforcement('sandbox', { input: '{{output}}' }) },
        { text: reinforcement('azure', { input: '{{ sample.output_text }}' }) },
      ],
      good: [{ text: reinforcement('sandbox', {}) }],
    },
  },
  {
    id: 'launch/platform-closed',
    summary: 'The provider of a tune still takes jobs for long enough.',
    why: 'OpenAI is closing its fine-tuning: organisations that have not used it lately are refused already, and after the last day nobody can start a job.',
    says: [
      {
        who: 'OpenAI',
        text: 'OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.',
      },
    ],
    severity: { default: 'warning' },
    examples: { bad: [{ text: tune({}) }], good: [{ text: tune({ connection: 'azure' }) }] },
  },
  {
    id: 'launch/model-retired',
    summary: 'The model of a tune can still be trained, in this way, and lives on for a while.',
    why: 'A tune ends with its base model. One that is near its end is trained for a few weeks, and one past it, or of another method, is refused.',
    severity: { default: 'error' },
    says: [
      {
        who: 'Azure',
        text: 'Finetuning with o4-mini-2025-04-16 requires the reinforcement method of finetuning.',
      },
    ],
    examples: {
      bad: [
        { text: tune({ model: 'gpt-4.1-nano-2025-04-14' }) },
        { text: tune({ model: 'gpt-4o-mini-2024-07-18', method: 'dpo' }) },
      ],
      good: [{ text: tune({ connection: 'azure', model: 'gpt-4.1-2025-04-14' }) }],
    },
  },
  {
    id: 'launch/suffix',
    summary: 'The suffix of a tune has a length that the provider takes.',
    why: 'A suffix that is empty or too long, or sent where there is none, makes the provider refuse the job.',
    says: [{ who: 'OpenAI', text: "None is not of type 'string' - 'suffix'" }],
    severity: { default: 'error' },
    examples: {
      bad: [
        { text: tune({ suffix: '' }) },
        { text: tune({ suffix: 'x'.repeat(65) }) },
        { text: tune({ connection: 'azure', suffix: 'more-than-eighteen-characters' }) },
      ],
      good: [{ text: tune({ suffix: 'reviews' }) }],
    },
  },
  {
    id: 'launch/hyperparameters',
    summary: 'Each hyperparameter of a tune is one of its method on its connection, and within its bounds.',
    why: 'A value out of bounds is refused. A name that the provider does not have would be ignored, and the job would train otherwise than its file says.',
    severity: { default: 'error' },
    examples: {
      bad: [
        { text: tune({ hyperparameters: { n_epochs: 51 } }) },
        { text: tune({ hyperparameters: { beta: 0.1 } }) },
        {
          text: tune({
            connection: 'together',
            model: 'Qwen/Qwen3-8B',
            hyperparameters: { learning_rate_multiplier: 2 },
          }),
        },
      ],
      good: [{ text: tune({ hyperparameters: { n_epochs: 3, batch_size: 'auto' } }) }],
    },
  },
  {
    id: 'launch/metadata',
    summary: 'The metadata of a tune are few and short enough.',
    why: 'A job keeps 16 pairs, one of which is Tunewright’s own, with keys of 64 and values of 512 characters at most. More are refused.',
    severity: { default: 'error' },
    examples: {
      bad: [
        { text: tune({ metadata: { note: 'x'.repeat(513) } }) },
        {
          text: tune({
            metadata: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`key${index}`, 'x'])),
          }),
        },
      ],
      good: [{ text: tune({ metadata: { team: 'reviews' } }) }],
    },
  },
];

export function tuneRuleOf(id: string): TuneRule | undefined {
  return TUNE_RULES.find(rule => rule.id === id);
}
