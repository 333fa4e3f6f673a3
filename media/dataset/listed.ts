import type { DatasetState, RowQuery } from '../../src/core/view/dataset/datasetView.ts';
import { needsCheck } from '../../src/core/view/dataset/needsCheck.ts';
import type { Search } from './browser.ts';

interface Listed {
  state: DatasetState | undefined;
  query: RowQuery;
  isFiltered: boolean;
  /** Examples in the list. */
  total: number;
  search: Search | undefined;
}

/** What the list is, in words: how many of how many examples. */
export function listed(props: Listed): string {
  const { state, total, isFiltered, search } = props;
  const count = state?.summary.count ?? 0;
  if (search) {
    const { progress } = search;
    return progress
      ? `${progress.found.toLocaleString('en-US')} found, searching: ${percent(progress.share)}`
      : 'Searching…';
  }
  if (isFiltered && state && isPartial(props)) {
    const { checkedCount } = state.summary;
    return `${total.toLocaleString('en-US')} found so far: ${checkedCount.toLocaleString('en-US')} of ${count.toLocaleString('en-US')} examples are checked`;
  }
  return isFiltered
    ? `${total.toLocaleString('en-US')} of ${count.toLocaleString('en-US')} examples`
    : `${count.toLocaleString('en-US')} examples`;
}

/** Whether more may be found once all examples are checked. */
export function isPartial({ state, query }: Pick<Listed, 'state' | 'query'>): boolean {
  return state !== undefined && !state.summary.checked && needsCheck(query);
}

export function percent(share: number): string {
  return `${Math.floor(Math.min(share, 1) * 100)} %`;
}
