import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chart as ChartData } from '../../../src/core/view/chart/chart.ts';
import { chartTable } from '../../../src/core/view/chart/chartTable.ts';
import { tableCsv } from '../../../src/core/view/chart/csv.ts';
import { drawChart, legendOf } from '../../../src/core/view/chart/drawChart.ts';
import type { SavedChart } from '../../../src/protocol/saveChart.ts';
import { Legend } from './legend.tsx';
import { Plot } from './plot.tsx';
import { scenePng } from './scenePng.ts';
import { TableTwin } from './tableTwin.tsx';
import './chart.css';

export interface ChartProps {
  /** Unique on the page. */
  id: string;
  chart: ChartData;
  /** In pixels; bars take what they need. */
  height?: number;
  /** Asks the extension to save a picture or a table; without it nothing can be saved. */
  onSave?: (saved: SavedChart) => void;
}

/** A chart with its legend, its readout, its table and its exports. */
export function Chart({ id, chart, height = 280, onSave }: ChartProps) {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const [isTable, setTable] = useState(false);
  const drawn = useMemo(
    () => (width === undefined ? undefined : drawChart(chart, { width, height })),
    [chart, width, height],
  );
  const table = useMemo(() => (isTable ? chartTable(chart) : undefined), [chart, isTable]);
  const legend = legendOf(chart);
  const savePicture = async () => {
    if (!drawn) return;
    const png = await scenePng(drawn.scene, figure.current!, chart.title, legend);
    onSave?.({ name: chart.title, png });
  };
  const saveTable = () => onSave?.({ name: chart.title, csv: tableCsv(chartTable(chart)) });
  return (
    <figure class="chart" ref={figure} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h2 id={`${id}-title`}>{chart.title}</h2>
        <span class="chart-actions">
          <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            Table
          </button>
          {onSave && (
            <>
              <button type="button" aria-label={`PNG of ${chart.title}`} onClick={savePicture}>
                PNG
              </button>
              <button type="button" aria-label={`CSV of ${chart.title}`} onClick={saveTable}>
                CSV
              </button>
            </>
          )}
        </span>
      </figcaption>
      {table ? (
        <TableTwin table={table} title={chart.title} />
      ) : (
        <>
          <Legend names={legend} isLine={chart.kind === 'line'} />
          {drawn ? <Plot drawn={drawn} title={chart.title} /> : <div style={{ height: `${height}px` }} />}
        </>
      )}
    </figure>
  );
}

/**
 * The width of an element, followed while the page is resized; undefined before it is known, so that nothing is drawn
 * twice.
 */
function useWidth(element: { current: HTMLElement | null }): number | undefined {
  const [width, setWidth] = useState<number | undefined>(undefined);
  useLayoutEffect(() => {
    const found = (width: number) => {
      // A page that is hidden has no width.
      if (width > 0) setWidth(Math.max(Math.floor(width), 240));
    };
    found(element.current!.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => found(entry?.contentRect.width ?? 0));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
