/**
 * The stem of an English word in lower case. Source: M. F. Porter 1980, "An algorithm for suffix stripping", with the
 * two departures of his own later code (`abli` to `able` is `bli` to `ble`, and `logi` to `log`). Words of other
 * languages come back unchanged or lose an ending; that only matters if the same word would lose different ones.
 */
export function porterStem(word: string): string {
  if (word.length <= 2 || !/^[a-z]+$/.test(word)) return word;
  let stem = pluralStep(word);
  stem = pastStep(stem);
  stem = stem.endsWith('y') && hasVowel(stem.slice(0, -1)) ? `${stem.slice(0, -1)}i` : stem;
  stem = replaceSuffix(stem, DOUBLE_SUFFIXES, 0);
  stem = replaceSuffix(stem, FULL_SUFFIXES, 0);
  stem = dropSuffix(stem);
  return tidy(stem);
}

const DOUBLE_SUFFIXES: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
];

const FULL_SUFFIXES: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

const DROPPED_SUFFIXES = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
];

function pluralStep(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  if (word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

function pastStep(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ['ed', 'ing'].find(
    suffix => word.endsWith(suffix) && hasVowel(word.slice(0, -suffix.length)),
  );
  if (ending === undefined) return word;
  const stem = word.slice(0, -ending.length);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsInDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

/** The longest suffix that fits decides, whether or not the stem is long enough for it. */
function replaceSuffix(
  word: string,
  suffixes: readonly (readonly [string, string])[],
  above: number,
): string {
  let found: readonly [string, string] | undefined;
  for (const pair of suffixes) {
    if (word.endsWith(pair[0]) && pair[0].length > (found?.[0].length ?? 0)) found = pair;
  }
  if (found === undefined) return word;
  const stem = word.slice(0, -found[0].length);
  return measure(stem) > above ? stem + found[1] : word;
}

function dropSuffix(word: string): string {
  const fitting = DROPPED_SUFFIXES.filter(suffix => word.endsWith(suffix));
  const longest = fitting.reduce((best, suffix) => (suffix.length > best.length ? suffix : best), '');
  if (longest === '') return word;
  const stem = word.slice(0, -longest.length);
  if (measure(stem) <= 1 || (longest === 'ion' && !/[st]$/.test(stem))) return word;
  return stem;
}

function tidy(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const shorter = stem.slice(0, -1);
    const size = measure(shorter);
    if (size > 1 || (size === 1 && !endsInShortSyllable(shorter))) stem = shorter;
  }
  return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem;
}

/** `c` for each consonant and `v` for each vowel; y is a vowel after a consonant. */
function letterKinds(word: string): string {
  let kinds = '';
  for (const letter of word) {
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && kinds.endsWith('c'));
    kinds += isVowel ? 'v' : 'c';
  }
  return kinds;
}

/** How often a vowel is followed by a consonant: Porter's m. */
function measure(stem: string): number {
  return letterKinds(stem).match(/v+c+/g)?.length ?? 0;
}

function hasVowel(stem: string): boolean {
  return letterKinds(stem).includes('v');
}

function endsInDouble(stem: string): boolean {
  return stem.length > 1 && stem.at(-1) === stem.at(-2) && letterKinds(stem).endsWith('c');
}

function endsInShortSyllable(stem: string): boolean {
  return letterKinds(stem).endsWith('cvc') && !/[wxy]$/.test(stem);
}
