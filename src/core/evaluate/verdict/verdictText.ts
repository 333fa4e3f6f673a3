import type { Verdict } from './verdict.ts';

/** What the sentence needs to know beside the verdict. */
export interface VerdictWords {
  kind: 'rate' | 'mean' | 'amount' | 'preference';
  confidence: number;
  /** How many pairs were compared at once. */
  pairs: number;
  /** Means over the cases that both answered; absent for preferences. */
  values?: readonly [left: number, right: number];
}

/** The verdict in one or two sentences. */
export function verdictText(verdict: Omit<Verdict, 'text'>, words: VerdictWords): string {
  const { left, right, grader, difference, conclusion, trusted } = verdict;
  const doubt = trusted
    ? ''
    : ` ${capital(grader)} is not known to agree with you yet, so this counts for little.`;
  const among = verdict.scope === 'unseen' ? ' on cases that no variant was trained on' : '';
  const shown = amountOf(words);
  const ends = [difference.low, difference.high];
  // One case has no spread, so that nothing is known of where the truth lies.
  const interval = ends.every(Number.isFinite)
    ? `${percent(words.confidence)} interval ${ends.map(shown).join(' to ')}`
    : 'no interval';
  const evidence = `${interval}; ${testInWords(verdict, words.pairs)}, ${cases(difference.cases)}`;
  const by = `${shown(difference.value)} (${evidence})`;
  if (conclusion !== 'not-enough') {
    const [better, worse] = conclusion === 'right' ? [right, left] : [left, right];
    return `${better} does better than ${worse} by ${grader}${among}: ${means(verdict, words)}${measureOf(words)} ${by}.${doubt}`;
  }
  const start = `Not enough to tell ${left} and ${right} apart by ${grader}${among}`;
  if (difference.value === 0) return `${start}: they did equally well on ${cases(difference.cases)}.${doubt}`;
  const more =
    verdict.moreCases === undefined
      ? 'No sensible number of cases would show a difference as small as this.'
      : `If the difference is real, about ${about(verdict.moreCases)} more cases would be needed.`;
  return `${start}: ${means(verdict, words)}${measureOf(words)} ${by}. ${more}${doubt}`;
}

function means({ left, right }: Pick<Verdict, 'left' | 'right'>, { values, kind }: VerdictWords): string {
  if (!values) return '';
  const shown = (value: number) => (kind === 'rate' ? percent(value) : plain(value));
  return `${right} ${shown(values[1])}, ${left} ${shown(values[0])}, `;
}

function measureOf({ kind }: VerdictWords): string {
  return kind === 'preference' ? 'wins less losses' : 'a difference of';
}

/** Differences of shares are told in points. */
function amountOf({ kind }: VerdictWords): (value: number) => string {
  if (kind === 'rate' || kind === 'preference')
    return value => `${plain(value * 100)} points`.replace(/^(-?1) points$/, '$1 point');
  return plain;
}

function testInWords({ test, adjusted }: Pick<Verdict, 'test' | 'adjusted'>, pairs: number): string {
  const corrected = pairs > 1 ? `, corrected for ${pairs} pairs` : '';
  return `${TESTS[test]}, p ${adjusted < 0.001 ? '< 0.001' : `= ${adjusted.toFixed(3)}`}${corrected}`;
}

const TESTS: Readonly<Record<Verdict['test'], string>> = {
  mcnemar: 'exact McNemar test',
  'paired-bootstrap': 'paired bootstrap',
  sign: 'sign test',
};

function cases(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`;
}

/** To two digits: more would pretend to know. */
export function about(count: number): string {
  return String(Number(count.toPrecision(2)));
}

function percent(share: number): string {
  return `${plain(share * 100)} %`;
}

function plain(value: number): string {
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 10 ? 0 : size >= 0.1 ? 2 : 4)))
    .replace('-0', '0')
    .replace(/^0(?=\d)/, '-0');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
