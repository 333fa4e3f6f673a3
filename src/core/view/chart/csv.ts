import type { ChartTable } from './chartTable.ts';

/** A table as comma-separated values (RFC 4180), numbers with all their digits. */
export function tableCsv({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  return lines.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  // Spreadsheets run what begins like a formula, and names come from strangers.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
