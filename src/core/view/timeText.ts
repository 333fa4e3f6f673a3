/** A day as people say it near today: `today`, `yesterday`, `3 days ago`, else `2026-03-01`. Milliseconds since 1970. */
export function dayText(at: number, now: number): string {
  const days = Math.floor(now / DAY) - Math.floor(at / DAY);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  return days > 1 && days <= 14 ? `${days} days ago` : new Date(at).toISOString().slice(0, 10);
}

/** A length of time in two units at most: `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. Milliseconds. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(Math.round(milliseconds / 1000), 0);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(`${hours} h`, minutes % 60, 'min');
  return two(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
}

const DAY = 24 * 60 * 60 * 1000;

function two(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}
