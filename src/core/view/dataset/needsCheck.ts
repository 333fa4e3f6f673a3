import type { RowQuery } from './datasetView.ts';

/** Whether a query can only be answered for rows that were checked. */
export function needsCheck({ finding, rule, role, format }: RowQuery): boolean {
  return [finding, rule, role, format].some(part => part !== '');
}
