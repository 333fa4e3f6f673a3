import { useState } from 'preact/hooks';
import type { ChartTable } from '../../../src/core/view/chart/chartTable.ts';
import { valueText } from '../../../src/core/view/chart/numberText.ts';

/** Rows that stand on the page at once: more make it slow. */
const PAGE = 200;

/** A chart's data as a table, in parts when it is long. */
export function TableTwin({ table, title }: { table: ChartTable; title: string }) {
  const { columns, rows } = table;
  const [wanted, setFrom] = useState(0);
  const last = Math.max(Math.ceil(rows.length / PAGE) - 1, 0) * PAGE;
  const from = Math.min(wanted, last);
  const to = Math.min(from + PAGE, rows.length);
  return (
    <>
      {rows.length > PAGE && (
        <p class="chart-pages">
          <button type="button" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
            Earlier
          </button>
          <span role="status">
            {(from + 1).toLocaleString('en')} to {to.toLocaleString('en')} of{' '}
            {rows.length.toLocaleString('en')}
          </span>
          <button type="button" disabled={from === last} onClick={() => setFrom(from + PAGE)}>
            Later
          </button>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section class="chart-table" tabIndex={0} aria-label={`${title}, table`}>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={index} scope="col">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(from, to).map((row, index) => (
              <tr key={from + index}>
                {row.map((cell, column) => (
                  <td key={column}>{cellText(cell, columns[column]?.unit)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function cellText(cell: string | number | undefined, unit: ChartTable['columns'][number]['unit']): string {
  return typeof cell === 'number' ? valueText(cell, unit ?? 'number') : (cell ?? '');
}
