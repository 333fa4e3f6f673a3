import type { JobEvent } from '../provider/fineTuning.ts';
import { tableCsv } from './chart/csv.ts';

/** The events that hold all words of a search, in any case, and are of a level or worse; `all` for every level. */
export function foundEvents(events: readonly JobEvent[], search: string, level: string): readonly JobEvent[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && level === 'all') return events;
  return events.filter(event => {
    if (level === 'error' && event.level !== 'error') return false;
    if (level === 'warning' && event.level === 'info') return false;
    const text = `${event.message} ${event.rawType ?? ''}`.toLowerCase();
    return words.every(word => text.includes(word));
  });
}

/** The events with their measurements, as comma-separated values. */
export function eventsCsv(events: readonly JobEvent[]): string {
  const names = [...new Set(events.flatMap(({ metrics }) => Object.keys(metrics?.values ?? {})))].sort();
  const titles = ['time', 'level', 'message', 'step', ...names];
  return tableCsv({
    columns: titles.map(title => ({ title })),
    rows: events.map(({ at, level, message, metrics }) => [
      at === undefined ? undefined : new Date(at).toISOString(),
      level,
      message,
      metrics?.step,
      ...names.map(name => metrics?.values[name]),
    ]),
  });
}
