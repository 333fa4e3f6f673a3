import type { Method } from '../formats/format.ts';

/** Something wrong with a training file, as the linter finds it. */
export interface FileFinding {
  /** 1-based line; 0 for the file as a whole. */
  line: number;
  /** The id of the rule. */
  rule: string;
  /** Where in the line, such as `messages[0].role`; absent when it is the whole line, or the file. */
  field?: string;
  /** What is wrong. */
  message: string;
}

/** What a job does with a file. */
export type TrainingFileRole = 'training' | 'validation';

/** Checks a training or validation file for a method. No findings: the file can be used. */
export type TrainingFileValidator = (
  bytes: Uint8Array,
  method: Method,
  role: TrainingFileRole,
) => readonly FileFinding[] | Promise<readonly FileFinding[]>;

/** The error of a job whose file has findings, in the form of OpenAI's. */
export function fileError(
  findings: readonly FileFinding[],
  param: 'training_file' | 'validation_file',
): { code: string; message: string; param: string } {
  const role = param === 'training_file' ? 'training' : 'validation';
  const tooFew = findings.find(finding => finding.rule.endsWith('too-few-examples'));
  if (tooFew !== undefined && findings.length === 1) {
    return { code: 'invalid_n_examples', message: tooFew.message, param };
  }
  const shown = findings.slice(0, MAX_SHOWN).map(({ line, field, rule, message }) => {
    const place = line === 0 ? '' : `Line ${line}${field === undefined ? '' : `, ${field}`}: `;
    return `${place}${message} (${rule})`;
  });
  const more = findings.length > MAX_SHOWN ? ` And ${findings.length - MAX_SHOWN} more.` : '';
  return {
    code: `invalid_${param}`,
    message: `The job failed due to an invalid ${role} file. Invalid file format. ${shown.join(' ')}${more}`,
    param,
  };
}

const MAX_SHOWN = 5;
