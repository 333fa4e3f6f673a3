import assert from 'node:assert/strict';
import { lintingValidator } from '../../../src/core/sandbox/lintingValidator.ts';
import { fileError, type TrainingFileRole } from '../../../src/core/sandbox/validation.ts';

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

  it('is named by its line and field', async () => {
    const bad = [
      '{"messages":[{"role":"user","content":"Hi"},{"role":"assistent","content":"Hello"}]}',
      '{"messages":[{"role":"user","content":1},{"role":"assistant","content":"🙂"},{"role":"user","contents":"x"}]}',
      'nope',
    ];
    const text = `${LINE.repeat(9)}${bad.join('\n')}`;
    const findings = await lintingValidator(new TextEncoder().encode(text), 'supervised', 'training');
    const of = (rule: string) =>
      findings.filter(one => one.rule === rule).map(({ line, field }) => [line, field]);
    assert.deepEqual(of('chat/role-unknown'), [[10, 'messages[1].role']]);
    assert.deepEqual(of('chat/content-type'), [[11, 'messages[0].content']]);
    assert.deepEqual(of('json/invalid-syntax'), [[12, undefined]]);
    assert.match(fileError(findings, 'training_file').message, /Line 10, messages\[1\]\.role: /);
  });
});
