import assert from 'node:assert/strict';
import { lintingValidator } from '../../../src/core/sandbox/lintingValidator.ts';
import type { TrainingFileRole } from '../../../src/core/sandbox/validation.ts';

const LINE = '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}\n';

describe('what the sandbox refuses', () => {
  const table: [what: string, text: string, role: TrainingFileRole, rules: string[]][] = [
    ['six examples to train on', LINE.repeat(6), 'training', ['dataset/too-few-examples']],
    ['six examples to validate with', LINE.repeat(6), 'validation', []],
    ['nothing to validate with', '', 'validation', ['dataset/too-few-examples']],
    ['ten examples', LINE.repeat(10), 'training', []],
  ];
  for (const [what, text, role, rules] of table) {
    it(`${what}: ${rules.join() || 'nothing'}`, async () => {
      const findings = await lintingValidator(new TextEncoder().encode(text), 'supervised', role);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        rules,
      );
    });
  }
});
