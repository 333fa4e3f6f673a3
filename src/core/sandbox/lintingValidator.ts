import { getLocation } from 'jsonc-parser';
import type { Method } from '../formats/format.ts';
import type { Finding } from '../lint/finding.ts';
import { lintStream } from '../lint/streamLinter.ts';
import { pathText } from '../util/pathText.ts';
import type { FileFinding, TrainingFileRole, TrainingFileValidator } from './validation.ts';

/** The rulebook whose refusals the sandbox rehearses. */
const TARGET = 'openai';

/** Refuses what the linter reports as an error for OpenAI, so that a rehearsal fails where the real job would. */
export const lintingValidator: TrainingFileValidator = async (
  bytes: Uint8Array,
  method: Method,
  role: TrainingFileRole,
) => {
  const report = await lintStream(
    {
      name: 'training.jsonl',
      chunks: once(bytes),
      read: (offset, length) => bytes.subarray(offset, offset + length),
    },
    // The job itself says which validation file it has.
    {
      ...{ target: TARGET, method },
      ...(role === 'validation' && { purpose: role }),
      rules: { 'cross-file/validation-required': { severity: 'off' } },
    },
  );
  const errors = report.findings.filter(finding => finding.severity === 'error');
  if (errors.length === 0) return [];
  const lines = new TextDecoder().decode(bytes).split('\n');
  return errors.map(finding => toFileFinding(finding, lines));
};

function toFileFinding({ rule, message, range: { start } }: Finding, lines: readonly string[]): FileFinding {
  const isWholeFile = rule.startsWith('dataset/') || rule === 'shape/method-mismatch';
  if (isWholeFile) return { line: 0, rule, message };
  const field = pathText(getLocation(lines[start.line] ?? '', start.character).path);
  return { line: start.line + 1, ...(field !== '' && { field }), rule, message };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
