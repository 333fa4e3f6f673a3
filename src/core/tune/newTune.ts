import type { TrainingMethod } from '../provider/fineTuning.ts';

/** What is asked before a tune is written. */
export interface NewTune {
  connection: string;
  model: string;
  method: TrainingMethod;
  /** Relative to the tune. */
  training: string;
  validation?: string;
  suffix?: string;
  /** The key of an example that holds the wanted answer, for a grader. */
  answerKey?: string;
}

/** The text of a new tune. What was not asked is as the provider chooses it, and says so. */
export function newTuneText({
  connection,
  model,
  method,
  training,
  validation,
  suffix,
  answerKey,
}: NewTune): string {
  const lines = [
    member('connection', connection),
    member('model', model),
    member('method', method),
    member('training', training),
    ...(validation === undefined ? [] : [member('validation', validation)]),
    '  // "auto": the provider chooses. Completion and hover say what else is possible.',
    `  "hyperparameters": { "n_epochs": "auto", "batch_size": "auto"${method === 'dpo' ? ', "beta": "auto"' : ''} }`,
    ...(method === 'reinforcement' ? [graderText(answerKey ?? 'answer')] : []),
    ...(suffix === undefined ? [] : [member('suffix', suffix)]),
  ];
  return `{\n${joined(lines)}\n}\n`;
}

function member(key: string, value: string): string {
  return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}

function graderText(key: string): string {
  return `  "grader": {
    "type": "string_check",
    "name": "right",
    "input": "{{sample.output_text}}",
    "reference": "{{item.${key}}}",
    "operation": "eq"
  }`;
}

/** Commas stand behind members, not behind comments. */
function joined(lines: readonly string[]): string {
  return lines
    .map((line, index) =>
      line.trimStart().startsWith('//') || index === lines.length - 1 ? line : `${line},`,
    )
    .join('\n');
}
