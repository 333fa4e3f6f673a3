import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { BarChart, LineChart, Point, ScatterChart } from '../../../../src/core/view/chart/chart.ts';
import { chartTable } from '../../../../src/core/view/chart/chartTable.ts';
import { tableCsv } from '../../../../src/core/view/chart/csv.ts';
import { decimate } from '../../../../src/core/view/chart/decimate.ts';
import { drawChart, legendOf } from '../../../../src/core/view/chart/drawChart.ts';
import { dashOf, markerPath } from '../../../../src/core/view/chart/marker.ts';
import { tickText, valueText } from '../../../../src/core/view/chart/numberText.ts';
import { scaleOf } from '../../../../src/core/view/chart/scale.ts';
import { type DrawnChart, SERIES_STYLES } from '../../../../src/core/view/chart/scene.ts';
import { nearestPoint, nextPoint } from '../../../../src/core/view/chart/walk.ts';
import { runs } from '../../../support/property.ts';

const SIZE = { width: 600, height: 280 };

describe('charts', () => {
  for (const [values, ticks] of [
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [3.1, 7.9],
      [3, 4, 5, 6, 7, 8],
    ],
    [
      [-5, 5],
      [-6, -4, -2, 0, 2, 4, 6],
    ],
    [[], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [
      [4, 4],
      [2, 3, 4, 5, 6],
    ],
    [
      [Number.NaN, 2, Number.POSITIVE_INFINITY, 4],
      [2, 2.5, 3, 3.5, 4],
    ],
  ] as const) {
    it(`an axis over ${JSON.stringify(values)} has round ticks`, () => {
      assert.deepEqual(scaleOf(values, 0, 100, 5).ticks, ticks);
    });
  }

  it('an axis holds every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 1 }), values => {
        const scale = scaleOf(values, 0, 100, 5);
        for (const value of values) {
          const at = scale.at(value);
          assert.ok(at >= -1e-6 && at <= 100 + 1e-6, `${value} is at ${at}`);
        }
        assert.ok(scale.ticks.length >= 2 && scale.ticks.length < 20);
      }),
      runs(100),
    );
  });

  for (const [value, unit, text] of [
    [0.123456, 'number', '0.1235'],
    [12_345, 'number', '12,345'],
    [0.875, 'percent', '87.5 %'],
    [0.0123, 'dollars', '$0.0123'],
    [-2, 'dollars', '-$2'],
    [640, 'milliseconds', '640 ms'],
    [1640, 'milliseconds', '1.64 s'],
    [Number.NaN, 'number', 'none'],
  ] as const) {
    it(`${value} in ${unit} reads ${text}`, () => assert.equal(valueText(value, unit), text));
  }

  it('all ticks of an axis have as many decimals', () => {
    assert.deepEqual(
      [0, 0.5, 1].map(tick => tickText(tick, 'number', 0.5)),
      ['0.0', '0.5', '1.0'],
    );
    assert.equal(tickText(1000, 'number', 500), '1,000');
  });

  it('thinning out keeps the ends and every spike', () => {
    const points = Array.from({ length: 5000 }, (_, x) => ({ x, y: x === 3333 ? 99 : x === 17 ? -99 : 1 }));
    const kept = decimate(points, 400);
    assert.ok(kept.length <= 400, String(kept.length));
    assert.deepEqual([kept[0]?.x, kept.at(-1)?.x], [0, 4999]);
    assert.ok(kept.some(({ y }) => y === 99) && kept.some(({ y }) => y === -99));
    assert.deepEqual(
      [...kept].sort((a, b) => a.x - b.x),
      kept,
    );
  });

  it('series differ in their dashes and markers, not in colour alone', () => {
    const series = Array.from({ length: SERIES_STYLES }, (_, index) => index);
    assert.equal(new Set(series.map(index => String(dashOf(index)))).size, SERIES_STYLES);
    assert.equal(new Set(series.map(index => markerPath(index, 0, 0, 4))).size, SERIES_STYLES);
  });

  it('a line has a gap where a value is none, and a marker for a checkpoint', () => {
    const drawn = drawChart(
      line([1, Number.NaN, 3, 2], [{ x: 3, y: 2, text: 'checkpoint at step 3' }]),
      SIZE,
    );
    const [path] = pathsOf(drawn, 'series0');
    assert.equal(path?.match(/M/g)?.length, 2);
    assert.deepEqual(
      drawn.points.map(({ text }) => text),
      [
        'training loss: 1 at step 0',
        'training loss: 3 at step 2',
        'training loss: 2 at step 3, checkpoint at step 3',
      ],
    );
  });

  it('5,000 points are drawn as few', () => {
    const drawn = drawChart(line(Array.from({ length: 5000 }, (_, index) => Math.sin(index / 50))), SIZE);
    assert.ok(drawn.points.length <= SIZE.width * 2, String(drawn.points.length));
  });

  it('no chart leaves its room, whatever the numbers', () => {
    const number = fc.double({ noDefaultInfinity: false });
    fc.assert(
      fc.property(fc.array(number), fc.array(fc.tuple(number, number)), (values, pairs) => {
        const charts = [line(values), scatter(pairs.map(([x, y]) => ({ name: 'a', x, y }))), bars(values)];
        for (const chart of charts) {
          const { scene, points } = drawChart(chart, SIZE);
          for (const { x, y } of points) {
            assert.ok(x >= -1 && x <= scene.width + 1 && y >= -1 && y <= scene.height + 1, `${x} ${y}`);
          }
          assert.ok(!JSON.stringify(scene.shapes).includes('NaN'));
        }
      }),
      runs(100),
    );
  });

  it('a bar says its interval and has a whisker', () => {
    const drawn = drawChart(bars([0.8], { low: 0.7, high: 0.9 }), SIZE);
    assert.equal(drawn.points[0]?.text, 'variant 0: 0.8, between 0.7 and 0.9');
    assert.equal(pathsOf(drawn, 'text').length, 1);
  });

  it('names of points do not cover each other', () => {
    const points = Array.from({ length: 9 }, () => ({ name: 'the same place', x: 1, y: 1 }));
    const drawn = drawChart(scatter(points), SIZE);
    const names = drawn.scene.shapes.filter(
      shape => shape.kind === 'text' && shape.text === 'the same place',
    );
    assert.ok(names.length >= 1 && names.length <= 4, String(names.length));
    assert.deepEqual(legendOf(scatter(points)).length, 9);
  });

  it('keys walk over the points', () => {
    const points = [0, 1].flatMap(row => [10, 20, 30].map(x => ({ x, y: row * 50, row, text: '' })));
    const walk = (from: number | undefined, ...keys: string[]) =>
      keys.reduce<number | undefined>((at, key) => nextPoint(points, at, key), from);
    assert.equal(walk(undefined, 'ArrowRight'), 0);
    assert.equal(walk(undefined, 'ArrowRight', 'ArrowRight', 'ArrowDown'), 4);
    assert.equal(walk(4, 'ArrowUp', 'ArrowUp'), 1);
    assert.equal(walk(0, 'End', 'ArrowRight'), 2);
    assert.equal(walk(2, 'Home', 'ArrowLeft'), 0);
    assert.equal(walk(2, 'a'), undefined);
    assert.equal(nextPoint([], undefined, 'ArrowRight'), undefined);
    assert.equal(nearestPoint(points, 19, 40), 4);
  });

  it('the table has a row for each place on the axis', () => {
    const chart: LineChart = {
      ...line([3, 2, 1], [{ x: 2, y: 1, text: 'checkpoint' }]),
      series: [
        ...line([3, 2, 1], [{ x: 2, y: 1, text: 'checkpoint' }]).series,
        { name: 'validation loss', points: [{ x: 1, y: 9 }] },
      ],
    };
    const { columns, rows } = chartTable(chart);
    assert.deepEqual(
      columns.map(({ title }) => title),
      ['step', 'training loss', 'validation loss', 'Marked'],
    );
    assert.deepEqual(rows, [
      [0, 3, undefined, undefined],
      [1, 2, 9, undefined],
      [2, 1, undefined, 'checkpoint'],
    ]);
  });

  it('a table in commas is no program for a spreadsheet', () => {
    const chart = scatter([
      { name: '=cmd|"/c calc"', x: 1, y: 2 },
      { name: 'a, b', x: -1, y: 0.1 },
    ]);
    assert.equal(
      tableCsv(chartTable(chart)),
      'Name,price,score,Low,High\r\n"\'=cmd|""/c calc""",1,2,,\r\n"a, b",-1,0.1,,\r\n',
    );
  });
});

function line(values: readonly number[], marks: LineChart['series'][number]['marks'] = []): LineChart {
  const points: Point[] = values.map((y, x) => ({ x, y }));
  return {
    kind: 'line',
    title: 'Loss',
    x: { label: 'step', unit: 'number' },
    y: { label: 'loss', unit: 'number' },
    series: [{ name: 'training loss', points, marks }],
  };
}

function bars(values: readonly number[], interval: { low?: number; high?: number } = {}): BarChart {
  return {
    kind: 'bar',
    title: 'Score',
    value: { label: 'score', unit: 'number' },
    series: ['exact'],
    groups: values.map((value, index) => ({ name: `variant ${index}`, bars: [{ value, ...interval }] })),
  };
}

function scatter(points: ScatterChart['points']): ScatterChart {
  return {
    kind: 'scatter',
    title: 'Score against price',
    x: { label: 'price', unit: 'number' },
    y: { label: 'score', unit: 'number' },
    points,
  };
}

function pathsOf({ scene }: DrawnChart, ink: string): string[] {
  return scene.shapes.flatMap(shape => (shape.kind === 'path' && shape.ink === ink ? [shape.d] : []));
}
