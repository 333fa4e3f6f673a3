import type { Severity } from '../../lint/finding.ts';
import type { TemplateErrorCode } from '../dialect/errors.ts';
import type { FileEdit } from './navigation.ts';
import type { FilePlace, PromptProblem } from './promptFile.ts';

export type PromptFindingCode =
  | TemplateErrorCode
  | PromptProblem['code']
  | 'json-syntax'
  | 'undefined-variable'
  | 'unused-input'
  | 'unknown-function'
  | 'invalid-name'
  | 'not-rendered'
  | 'no-messages'
  | 'missing-role'
  | 'unknown-role'
  | 'empty-message'
  | 'assistant-last'
  | 'too-many-tokens';

/** Something to tell about a prompt file, with the exact text that it is about. Plain data. */
export interface PromptFinding extends FilePlace {
  code: PromptFindingCode;
  severity: Severity;
  /** What is wrong. */
  message: string;
  /** What can be done. */
  remedy: string;
  /** Ready-made edits, best first. */
  fixes: { title: string; edits: FileEdit[] }[];
}
