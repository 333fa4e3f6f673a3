import assert from 'node:assert/strict';
import type { Finding, Severity } from '../../../src/core/lint/finding.ts';
import { worstFindings } from '../../../src/core/lint/report.ts';
import type { LintSettings } from '../../../src/core/lint/settings.ts';
import { lint } from '../../support/lint.ts';

const blank = '{"level":1}\n\n';

describe('what a user says of a rule', () => {
  for (const [severity, expected] of [
    [undefined, ['warning']],
    ['error', ['error']],
    ['info', ['info']],
    ['off', []],
  ] as const) {
    it(`severity ${severity}`, async () => {
      const rules: LintSettings['rules'] = severity ? { 'json/blank-line': { severity } } : {};
      assert.deepEqual(
        (await lint(blank, { rules })).findings.map(finding => finding.severity),
        expected,
      );
    });
  }

  it('wins over the severity of a single case', async () => {
    const rules = { 'encoding/bom': { severity: 'info' as const } };
    const { findings } = await lint('{"level":1}\n\ufeff{"level":1}', { rules });
    assert.deepEqual(
      findings.map(finding => finding.severity),
      ['info'],
    );
  });

  it('counts as not said when it is no level of the option’s type', async () => {
    const rules = { 'dataset/file-too-large': { options: { maxBytes: 'ten', unknown: 1 } } };
    const { findings } = await lint('{"prompt":"a","completion":"b"}', { rules });
    assert.ok(findings.every(finding => finding.rule !== 'dataset/file-too-large'));
  });

  it('a target that nobody knows is judged as any consumer', async () => {
    assert.equal((await lint(blank, { target: 'nobody' })).target, 'generic');
  });
});

describe('a list cut to its worst', () => {
  const at = (line: number, severity: Severity): Finding => ({
    rule: 'a/b',
    messageId: 'c',
    message: '',
    severity,
    target: 'generic',
    range: { start: { line, character: 0 }, end: { line, character: 0 } },
    related: [],
    fixes: [],
  });

  it('keeps errors before warnings, and the order of the text', () => {
    const all = [at(0, 'info'), at(1, 'error'), at(2, 'warning'), at(3, 'error')];
    assert.deepEqual(
      worstFindings(all, 3).map(({ range }) => range.start.line),
      [1, 2, 3],
    );
    assert.deepEqual(worstFindings(all, 9), all);
  });
});
