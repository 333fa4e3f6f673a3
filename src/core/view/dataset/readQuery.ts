import { ROW_ROLES, type RowQuery } from './datasetView.ts';

const FINDINGS: readonly RowQuery['finding'][] = ['', 'any', 'none', 'error', 'warning', 'info'];

/** A query as a page or a former session wrote it; what is no part of one leaves nothing out. */
export function readQuery(value: unknown): RowQuery {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { least, most } = given;
  const query: RowQuery = {
    text: textOf(given.text),
    finding: FINDINGS.find(one => one === given.finding) ?? '',
    rule: textOf(given.rule),
    role: ROW_ROLES.find(one => one === given.role) ?? '',
    format: textOf(given.format),
  };
  if (isLength(least)) query.least = least;
  if (isLength(most)) query.most = most;
  return query;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
