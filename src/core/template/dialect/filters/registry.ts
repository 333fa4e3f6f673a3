import { conversionFilters } from './conversions.ts';
import type { Filter } from './filter.ts';
import { listFilters } from './lists.ts';
import { textFilters } from './text.ts';

const ALL = new Map<string, Filter>(Object.entries({ ...textFilters, ...listFilters, ...conversionFilters }));

const ALIASES: Record<string, string> = { d: 'default', e: 'escape', count: 'length' };

for (const [alias, name] of Object.entries(ALIASES)) ALL.set(alias, ALL.get(name)!);

/** The filter of that name; undefined when there is none. Templates cannot add any. */
export function findFilter(name: string): Filter | undefined {
  return ALL.get(name);
}

/** All names, for completion and for messages. */
export function filterNames(): string[] {
  return [...ALL.keys()].sort();
}
