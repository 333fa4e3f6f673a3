import assert from 'node:assert/strict';
import {
  type DatasetSummary,
  datasetGroups,
  datasetRow,
  detailRows,
  type ReportSummary,
  targetRow,
  verdictText,
} from '../../../src/core/view/datasetRows.ts';
import { remoteFileRow, remoteNote, remoteRow } from '../../../src/core/view/remoteFileRows.ts';
import { sizeText } from '../../../src/core/view/sizeText.ts';
import { dayText, durationText } from '../../../src/core/view/timeText.ts';

describe('rows of datasets', () => {
  for (const [what, given, description, icon] of [
    ['is not read', {}, '', 'file'],
    ['is being read', { busy: true }, 'reading…', 'file'],
    ['is too large', { bytes: 64e6 }, '64 MB, not linted yet', 'file'],
    ['is clean', { report: report(0, 0) }, '12 examples', 'database'],
    ['has errors', { report: report(2, 1) }, '2 errors · 12 examples · 1 warning', 'error'],
    ['has warnings', { report: report(0, 1) }, '12 examples · 1 warning', 'warning'],
    ['is none', { report: { ...report(0, 0), format: 'none' } }, 'not training data', 'question'],
    [
      'was counted',
      { report: report(0, 0), tokens: { total: 1500, trained: 200, exact: true } },
      '12 examples · 2k tokens',
      'database',
    ],
    [
      'validates',
      { report: report(0, 0), validates: 'train.jsonl' },
      '12 examples · validation',
      'checklist',
    ],
    ['cannot be read', { problem: PROBLEM() }, 'could not be read', 'warning'],
  ] as const) {
    it(`says how one stands that ${what}`, () => {
      const row = datasetRow(dataset(given));
      assert.deepEqual([row.description, row.icon], [description, icon]);
    });
  }

  it('lists what belongs to a dataset', () => {
    const rows = detailRows(
      dataset({ report: report(1, 0), validation: 'valid.jsonl', template: 'ask.prompt.json', jobs: 2 }),
    );
    assert.deepEqual(
      rows.map(({ context, description, opens }) => [context, description, opens]),
      [
        ['format', 'OpenAI chat', undefined],
        ['verdict', '1 error', 'problems'],
        ['validation', 'valid.jsonl', 'validation'],
        ['template', 'ask.prompt.json', 'template'],
        ['jobs', '2 jobs', 'jobs'],
        ['targets', '', undefined],
      ],
    );
  });

  it('offers to pair what has no validation file, but not a validation file itself', () => {
    const opens = (given: Partial<DatasetSummary>) => detailRows(dataset(given)).map(row => row.opens);
    assert.deepEqual(opens({}), ['pair']);
    assert.deepEqual(opens({ validates: 'train.jsonl' }), ['dataset']);
  });

  for (const [errors, warnings, text] of [
    [0, 0, 'ready'],
    [0, 2, 'accepted, 2 warnings'],
    [1, 2, '1 error, 2 warnings'],
  ] as const) {
    it(`${errors} errors and ${warnings} warnings are a verdict`, () => {
      assert.equal(verdictText(report(errors, warnings)), text);
    });
  }

  it('shows the verdict of another target, or why there is none', () => {
    assert.equal(targetRow('a', 'openai', report(0, 0)).description, 'ready');
    assert.equal(targetRow('a', 'openai', PROBLEM()).icon, 'warning');
  });

  it('groups by folder and by format, each in order', () => {
    const datasets = [
      dataset({ name: 'b.jsonl', folder: 'data', report: report(0, 0) }),
      dataset({ name: 'a.jsonl', folder: 'data', report: report(1, 0) }),
      dataset({ name: 'c.jsonl', folder: '' }),
    ];
    const shape = (grouping: 'folder' | 'format') =>
      datasetGroups(datasets, grouping).map(({ row, datasets: own }) => [
        row.label,
        row.description,
        own.map(({ name }) => name).join(),
      ]);
    assert.deepEqual(shape('folder'), [
      ['Workspace folder', '1 dataset', 'c.jsonl'],
      ['data', '2 datasets, 1 with errors', 'a.jsonl,b.jsonl'],
    ]);
    assert.deepEqual(shape('format'), [
      ['Not read yet', '1 dataset', 'c.jsonl'],
      ['OpenAI chat', '2 datasets, 1 with errors', 'a.jsonl,b.jsonl'],
    ]);
  });

  it('begins collapsed when there are many', () => {
    const many = Array.from({ length: 5000 }, (_, index) => dataset({ name: `${index}.jsonl` }));
    const [group] = datasetGroups(many, 'folder');
    assert.deepEqual([group?.row.children, group?.datasets.length], ['collapsed', 5000]);
  });

  it('shows files on a connection with size, purpose, day and jobs', () => {
    const now = Date.UTC(2026, 2, 10, 12);
    const row = remoteFileRow(
      CONNECTION,
      { id: 'file-1', name: 'train.jsonl', bytes: 1234, purpose: 'fine-tune', createdAt: now - 26 * 3600e3 },
      ['support'],
      now,
    );
    assert.equal(row.description, '1.2 kB · fine-tune · yesterday · used by 1 job');
    assert.equal(remoteRow(CONNECTION, { kind: 'unasked' }).children, 'collapsed');
    assert.equal(remoteNote(CONNECTION, { kind: 'listed', files: [] })?.icon, 'info');
    assert.equal(remoteNote(CONNECTION, { kind: 'failed', problem: PROBLEM() })?.icon, 'warning');
    assert.equal(remoteNote(CONNECTION, { kind: 'unasked' }), undefined);
  });

  for (const [given, text] of [
    [0, '0 B'],
    [999, '999 B'],
    [999_600, '1 MB'],
    [1500, '1.5 kB'],
    [12_345_678, '12 MB'],
  ] as const) {
    it(`${given} bytes are ${text}`, () => assert.equal(sizeText(given), text));
  }

  for (const [seconds, text] of [
    [0, '0 s'],
    [59.4, '59 s'],
    [90, '2 min'],
    [3600, '1 h'],
    [11_100, '3 h 5 min'],
    [187_200, '2 d 4 h'],
  ] as const) {
    it(`${seconds} seconds are ${text}`, () => assert.equal(durationText(seconds * 1000), text));
  }

  it('names days near today', () => {
    const now = Date.UTC(2026, 2, 10, 1);
    const hours = (number: number) => dayText(now - number * 3600e3, now);
    assert.deepEqual(
      [hours(0), hours(2), hours(50), hours(24 * 30)],
      ['today', 'yesterday', '3 days ago', '2026-02-08'],
    );
  });
});

const CONNECTION = { id: 'one', kind: 'openai', name: 'OpenAI' } as const;

function PROBLEM() {
  return { code: 'unreachable', message: 'No.', remedy: 'Try.', retryable: true } as const;
}

function report(error: number, warning: number): ReportSummary {
  const targets = [{ id: 'openai', title: 'OpenAI', updated: '2026-11-21' }];
  return {
    format: 'openai-sft',
    target: 'openai',
    targets,
    examples: 12,
    totals: { error, warning, info: 0 },
  };
}

function dataset(given: Partial<DatasetSummary>): DatasetSummary {
  return { id: 'file:///w/a.jsonl', name: 'a.jsonl', folder: '', busy: false, ...given };
}
