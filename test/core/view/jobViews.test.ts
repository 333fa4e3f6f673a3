import assert from 'node:assert/strict';
import type { Job } from '../../../src/core/jobs/job.ts';
import type { JobEvent } from '../../../src/core/provider/fineTuning.ts';
import { drawChart } from '../../../src/core/view/chart/drawChart.ts';
import { curvesOf, jobCharts } from '../../../src/core/view/jobCurves.ts';
import { eventsCsv, foundEvents } from '../../../src/core/view/jobEvents.ts';
import { jobHeader } from '../../../src/core/view/jobPage.ts';
import { jobProgress } from '../../../src/core/view/jobProgress.ts';
import { checkpointRow, groupOf, jobRow, resultRow, statusText } from '../../../src/core/view/jobRows.ts';
import { findOverfitting } from '../../../src/core/view/overfitting.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const MINUTE = 60_000;

describe('what is shown of jobs', () => {
  for (const [what, given, text] of [
    ['uploads', { state: 'uploading', uploads: upload(50, 200) }, 'uploading · 25 %'],
    ['waits', { state: 'queued' }, 'queued'],
    [
      'runs',
      { metrics: metrics(120, 300, { train_loss: 0.4217 }) },
      '40 % · epoch 2, step 120 of 300 · 15 min left · loss 0.422',
    ],
    ['is being cancelled', { wanted: 'cancel' }, 'cancelling'],
    [
      'has failed',
      { state: 'failed', error: { message: 'No credit.' }, finishedAt: NOW },
      'No credit. · today',
    ],
    ['has cost something', { state: 'succeeded', finishedAt: NOW, cost: 1.5 }, 'today · $1.50'],
  ] as const) {
    it(`a job that ${what}`, () => assert.equal(statusText(job(given), NOW), text));
  }

  it('a job that cannot be seen says so, and is no failed one', () => {
    const problem = {
      code: 'unauthorized',
      message: 'Refused.',
      remedy: 'Enter it.',
      retryable: false,
    } as const;
    const row = jobRow(job({ unseen: { since: NOW - MINUTE, problem } }), NOW);
    assert.match(row.description ?? '', /^running, not seen since/);
    assert.equal(row.icon, 'debug-disconnect');
    assert.match(row.tooltip ?? '', /Refused\. Enter it\./);
  });

  it('buttons follow what the provider can do', () => {
    const words = (given: Partial<Job>) => jobRow(job(given), NOW).context?.split(' ') ?? [];
    const ref = { connectionId: 'one', jobId: 'job-1' };
    const can = { cancel: true, pause: true, resume: true } as Job['capabilities'];
    assert.ok(words({ ref, capabilities: can! }).includes('can-pause'));
    assert.ok(!words({ ref }).includes('can-pause'));
    assert.ok(words({ ref, capabilities: can!, state: 'paused' }).includes('can-resume'));
    assert.deepEqual(
      words({ ref, capabilities: can!, state: 'succeeded', tunedModel: 'ft:a' }).filter(word =>
        /^can/.test(word),
      ),
      [],
    );
    assert.ok(words({ state: 'succeeded', tunedModel: 'ft:a' }).includes('tuned'));
  });

  it('groups by what jobs do', () => {
    const states = ['running', 'queued', 'paused', 'succeeded', 'failed', 'cancelled'] as const;
    assert.deepEqual(
      states.map(state => groupOf({ state })),
      ['running', 'waiting', 'waiting', 'done', 'failed', 'failed'],
    );
  });

  it('the result and the checkpoints have rows', () => {
    const one = job({ tunedModel: 'ft:a' });
    assert.equal(resultRow(one).label, 'ft:a');
    const row = checkpointRow(one, { id: 'c', step: 100, model: 'ft:a:100', values: { valid_loss: 0.5 } });
    assert.equal(row.description, 'validation loss 0.500 · ft:a:100');
    assert.equal(row.context, 'checkpoint usable');
  });

  it('the time that is left is what the provider says, else as long as the rest takes', () => {
    const left = (given: Partial<Job>) => jobProgress(job(given), NOW).leftMs;
    assert.equal(left({ estimatedFinishAt: NOW + MINUTE }), MINUTE);
    assert.equal(left({ metrics: metrics(50, 100) }), 10 * MINUTE);
    assert.equal(left({ metrics: metrics(1, 100) }), undefined);
    assert.equal(left({ state: 'succeeded', metrics: metrics(50, 100) }), undefined);
  });

  it('curves are drawn by what they measure, with checkpoints on the validation', () => {
    const curves = curvesOf(events(20));
    const charts = jobCharts([{ name: 'a', curves, checkpoints: [{ step: 10 }] }]);
    assert.deepEqual(
      charts.map(({ title, series }) => [title, series.map(({ name }) => name)]),
      [
        ['Loss', ['training', 'validation (whole file)']],
        ['Token accuracy', ['training']],
      ],
    );
    assert.deepEqual(
      charts[0]!.series.map(({ marks }) => marks?.length ?? 0),
      [0, 1],
    );
  });

  it('several jobs are drawn into one plot, each by its name', () => {
    const curves = curvesOf(events(20));
    const both = ['a', 'b'].map(name => ({ name, curves, checkpoints: [] }));
    assert.deepEqual(
      jobCharts(both)[0]!.series.map(({ name }) => name),
      ['a, training', 'a, validation (whole file)', 'b, training', 'b, validation (whole file)'],
    );
  });

  it('a step that is told twice counts once', () => {
    const twice = [event(1, { train_loss: 2 }), event(1, { train_loss: 1 })];
    assert.deepEqual(curvesOf(twice).train_loss, [{ x: 1, y: 1 }]);
  });

  describe('overfitting', () => {
    const found = (validation: number[], training = [3, 2, 1, 0.5, 0.3]) =>
      findOverfitting(
        {
          full_valid_loss: validation.map((y, index) => ({ x: index * 10, y })),
          train_loss: training.map((y, index) => ({ x: index * 10, y })),
        },
        [{ step: 10 }, { step: 20 }, { step: 30 }],
      );

    it('is seen when the validation rises while the training falls', () => {
      const overfitting = found([2, 1.5, 1.2, 1.4, 1.7]);
      assert.equal(overfitting?.bestStep, 20);
      assert.match(overfitting?.text ?? '', /step 20 /);
    });
    it('is not seen while both fall', () => assert.equal(found([2, 1.5, 1.2, 1.1, 1]), undefined));
    it('is not seen in noise', () => assert.equal(found([2, 1.5, 1.2, 1.21, 1.22]), undefined));
    it('is not seen when the training rises, too', () => {
      assert.equal(found([2, 1.5, 1.2, 1.4, 1.7], [1, 1, 1, 2, 9]), undefined);
    });
    it('is not seen in two points', () => assert.equal(found([1, 2]), undefined));
  });

  it('events are searched by words and level', () => {
    const list: JobEvent[] = [
      { id: '1', level: 'info', message: 'Step 1: training loss=2' },
      { id: '2', level: 'error', message: 'The file is broken' },
    ];
    assert.deepEqual(
      foundEvents(list, 'LOSS step', 'all').map(({ id }) => id),
      ['1'],
    );
    assert.deepEqual(
      foundEvents(list, '', 'error').map(({ id }) => id),
      ['2'],
    );
    assert.equal(foundEvents(list, '', 'all'), list);
    assert.match(eventsCsv(events(1)), /^time,level,message,step,full_valid_loss,/);
  });

  it('the header tells what is wrong and what it was launched with', () => {
    const plan = {
      ...{ name: 'a', connectionId: 'one', model: 'base', project: { name: 'w' }, expected: {} },
      training: {
        path: '/w/train.jsonl',
        name: 'train.jsonl',
        bytes: 1200,
        sha256: 'ab'.repeat(32),
        examples: 12,
      },
      tune: { path: '/w/a.tune.json', text: '{}' },
    };
    const { facts, notes } = jobHeader(job({ plan, state: 'failed' }), NOW);
    const training = facts.find(({ label }) => label === 'Training file');
    assert.deepEqual(training, {
      label: 'Training file',
      value: 'train.jsonl (12 examples, 1.2 kB, sha256 abababababab)',
      opens: 'training',
    });
    assert.equal(notes[0]?.severity, 'error');
  });

  it('2,000 events and 50 checkpoints are drawn in far less than half a second', () => {
    const list = events(2000);
    const checkpoints = Array.from({ length: 50 }, (_, index) => ({ step: (index + 1) * 40 }));
    // The first round also compiles.
    const took = [1, 2, 3].map(() => {
      const began = process.cpuUsage();
      const charts = jobCharts([{ name: 'a', curves: curvesOf(list), checkpoints }], true);
      for (const chart of charts) drawChart(chart, { width: 1200, height: 280 });
      findOverfitting(curvesOf(list), checkpoints);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    });
    assert.ok(Math.min(...took) < 250, `It took ${took.join(', ')} ms.`);
  });
});

function job(given: Partial<Job>): Job {
  return {
    ...{ version: 1, id: 'a', origin: 'launched', name: 'a', model: 'base', state: 'running' },
    ...{ uploads: {}, checkpoints: [], createdAt: NOW - 10 * MINUTE, changedAt: NOW, revision: 1 },
    connection: { id: 'one', kind: 'openai', name: 'OpenAI' },
    ...given,
  };
}

function upload(sent: number, total: number): Job['uploads'] {
  return { training: { remoteName: 'a', attempts: 1, sent, total } };
}

function metrics(step: number, totalSteps: number, values: Record<string, number> = {}) {
  return { step, totalSteps, values, at: NOW, ...(totalSteps === 300 && { epoch: 2 }) };
}

function event(step: number, values: Record<string, number>): JobEvent {
  return {
    id: `${step} ${Object.values(values)}`,
    level: 'info',
    message: `Step ${step}`,
    metrics: { step, values },
  };
}

function events(number: number): JobEvent[] {
  return Array.from({ length: number }, (_, step) =>
    event(step, {
      train_loss: 2 / (step + 1) + Math.sin(step) / 10,
      train_mean_token_accuracy: 1 - 1 / (step + 1),
      ...(step % 10 === 0 && { full_valid_loss: 2.2 / (step + 1) }),
    }),
  );
}
