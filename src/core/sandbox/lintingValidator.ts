import type { Method } from '../formats/format.ts';
import type { Finding } from '../lint/finding.ts';
import { lintStream } from '../lint/streamLinter.ts';
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
  return report.findings.filter(finding => finding.severity === 'error').map(toFileFinding);
};

function toFileFinding({ rule, message, range }: Finding): FileFinding {
  const isWholeFile = rule.startsWith('dataset/') || rule === 'shape/method-mismatch';
  return { line: isWholeFile ? 0 : range.start.line + 1, rule, message };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
