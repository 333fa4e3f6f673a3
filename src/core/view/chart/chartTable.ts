import type { Chart, LineChart, Unit } from './chart.ts';

/** A chart's data as a table: what screen readers walk through, and what is exported. */
export interface ChartTable {
  columns: readonly { title: string; unit?: Unit }[];
  /** A text, a number, or undefined for an empty cell. */
  rows: readonly (readonly (string | number | undefined)[])[];
}

export function chartTable(chart: Chart): ChartTable {
  switch (chart.kind) {
    case 'line':
      return lineTable(chart);
    case 'bar': {
      const { unit } = chart.value;
      const several = chart.series.length > 1;
      const rows = chart.groups.flatMap(({ name, bars }) =>
        bars.map((bar, index) => [
          name,
          ...(several ? [chart.series[index]] : []),
          bar?.value,
          bar?.low,
          bar?.high,
        ]),
      );
      const columns = [
        { title: 'Name' },
        ...(several ? [{ title: 'Measure' }] : []),
        { title: chart.value.label, unit },
        { title: 'Low', unit },
        { title: 'High', unit },
      ];
      return { columns, rows };
    }
    case 'scatter': {
      const { x, y, points } = chart;
      return {
        columns: [
          { title: 'Name' },
          { title: x.label, unit: x.unit },
          { title: y.label, unit: y.unit },
          { title: 'Low', unit: y.unit },
          { title: 'High', unit: y.unit },
        ],
        rows: points.map(point => [point.name, point.x, point.y, point.low, point.high]),
      };
    }
  }
}

/** One row for each place on the axis where any line has a point. */
function lineTable({ x, y, series }: LineChart): ChartTable {
  const rows = new Map<number, (string | number | undefined)[]>();
  const width = series.length + 1 + (series.some(one => one.marks?.length) ? 1 : 0);
  const rowAt = (at: number) => {
    let row = rows.get(at);
    if (!row) {
      row = [at, ...Array<undefined>(width - 1).fill(undefined)];
      rows.set(at, row);
    }
    return row;
  };
  series.forEach(({ points, marks = [] }, index) => {
    for (const point of points) rowAt(point.x)[index + 1] = point.y;
    for (const mark of marks) {
      const row = rowAt(mark.x);
      row[index + 1] ??= mark.y;
      const said = row[series.length + 1];
      if (said === undefined) row[series.length + 1] = mark.text;
      else if (said !== mark.text) row[series.length + 1] = `${said}; ${mark.text}`;
    }
  });
  return {
    columns: [
      { title: x.label, unit: x.unit },
      ...series.map(({ name }) => ({ title: name, unit: y.unit })),
      ...(width > series.length + 1 ? [{ title: 'Marked' }] : []),
    ],
    rows: [...rows.values()].sort((a, b) => Number(a[0]) - Number(b[0])),
  };
}
