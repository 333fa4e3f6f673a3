import assert from 'node:assert/strict';
import { EDITOR_LIMIT } from '../../../src/protocol/lint.ts';
import { worstFindings } from '../../../src/core/lint/report.ts';
import { datasetStatus } from '../../../src/core/view/datasetStatus.ts';
import { lint } from '../../support/lint.ts';

const GOOD = '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}';

describe('datasetStatus', () => {
  it('names format, target and counts', async () => {
    const { text, detail, severity } = datasetStatus(await lint(`${GOOD},\n${GOOD}`, { target: 'openai' }));
    assert.match(text, /^OpenAI .*for OpenAI$/);
    assert.match(detail, /^2 examples, \d+ errors?, \d+ warnings?$/);
    assert.equal(severity, 'error');
  });

  it('offers a format where there is none', async () => {
    const { text, detail } = datasetStatus(await lint('{"time":"12:00","level":"info"}\n'));
    assert.equal(text, 'Not training data');
    assert.match(detail, /choose a format/);
  });

  it('says that a list was cut, and counts what was cut off', async () => {
    const report = await lint(`${'{"prompt":"a","completion":"b",}\n'.repeat(EDITOR_LIMIT + 500)}`);
    const cut = { ...report, findings: worstFindings(report.findings, EDITOR_LIMIT) };
    assert.match(datasetStatus(cut).detail, /1,500 errors.*1,000 are shown/);
  });

  it('says when what is known of a target is older than 90 days, and when a target has ended', async () => {
    const report = await lint(GOOD, { target: 'openai' });
    const [openai] = report.targets;
    const of = (updated: string, today: string) =>
      datasetStatus({ ...report, targets: [{ ...openai!, updated }] }, today).detail;
    assert.doesNotMatch(of('2026-08-29', '2026-11-27'), /days old/);
    assert.match(of('2026-08-28', '2026-11-27'), /OpenAI is 91 days old/);
    const { detail } = datasetStatus(await lint(GOOD, { target: 'cohere' }), '2026-11-27');
    assert.match(detail, /ended on 2025-09-15/);
  });
});
