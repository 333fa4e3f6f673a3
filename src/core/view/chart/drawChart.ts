import { barScene } from './barScene.ts';
import type { Chart } from './chart.ts';
import { lineScene } from './lineScene.ts';
import { scatterScene } from './scatterScene.ts';
import type { DrawnChart, Size } from './scene.ts';

/** Lays a chart out for a room on a page. Bars take the height that they need. */
export function drawChart(chart: Chart, size: Size): DrawnChart {
  switch (chart.kind) {
    case 'line':
      return lineScene(chart, size);
    case 'bar':
      return barScene(chart, size.width);
    case 'scatter':
      return scatterScene(chart, size);
  }
}

/** What the legend names, in the order of the series' styles; empty where names stand beside the data. */
export function legendOf(chart: Chart): readonly string[] {
  if (chart.kind === 'line') return chart.series.map(({ name }) => name);
  if (chart.kind === 'bar') return chart.series.length > 1 ? chart.series : [];
  return chart.points.map(({ name }) => name);
}
