/**
 * Near duplicates in a table of facts: texts that share most of their runs of words get the same number in at least one
 * of a few bands. Unlike `MinHashIndex` it keeps no text and costs one pass over it, because it is made for every line
 * of every dataset; a candidate is to be confirmed by whoever reads the two lines again. Source: one permutation
 * hashing, P. Li, A. Owen, C.-H. Zhang, 2012.
 */

/** Numbers in a signature. */
const BINS = 32;
/** Bins of one band. Two texts of similarity 0.8 share a band with 98 %, of 0.5 with 40 %. */
const ROWS = 4;
export const BANDS = BINS / ROWS;

/** Words of a shingle. */
const WORDS = 3;

/** Texts of fewer shingles are too short for their likeness to mean anything. */
const MIN_SHINGLES = 8;

/** The bands of a text; undefined when it is too short. `texts` are read one after the other. */
export function bandsOf(texts: readonly string[]): Uint32Array | undefined {
  const bins = new Uint32Array(BINS).fill(EMPTY);
  let shingles = 0;
  eachShingle(texts, hash => {
    shingles += 1;
    const bin = hash & (BINS - 1);
    if (hash < (bins[bin] ?? 0)) bins[bin] = hash;
  });
  if (shingles < MIN_SHINGLES) return undefined;
  densify(bins);
  const bands = new Uint32Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    let hash = band + 1;
    for (let row = 0; row < ROWS; row++) hash = Math.imul(hash ^ (bins[band * ROWS + row] ?? 0), 2654435761);
    // 0 stands for no band.
    bands[band] = (hash ^ (hash >>> 15)) >>> 0 || 1;
  }
  return bands;
}

/** The hashes of all runs of words in texts, each once, ascending: what `jaccard` compares. */
export function runsIn(texts: readonly string[]): Uint32Array {
  const found: number[] = [];
  eachShingle(texts, hash => found.push(hash));
  const sorted = Uint32Array.from(found).sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i] as number;
  }
  return sorted.subarray(0, kept);
}

const EMPTY = 0xffffffff;

/** Fills empty bins from their right neighbours, as one permutation hashing needs it for short texts. */
function densify(bins: Uint32Array): void {
  const full = Array.from(bins, bin => bin !== EMPTY);
  for (let bin = 0; bin < BINS; bin++) {
    if (full[bin]) continue;
    let distance = 1;
    while (!full[(bin + distance) % BINS]) distance += 1;
    bins[bin] = Math.imul((bins[(bin + distance) % BINS] ?? 0) + distance, 2246822507) >>> 0;
  }
}

/** Hashes of every three words in a row. Case and what stands between words make no difference. */
function eachShingle(texts: readonly string[], take: (hash: number) => void): void {
  let before = 0;
  let last = 0;
  let words = 0;
  const word = (hash: number) => {
    words += 1;
    if (words >= WORDS) take(mix(Math.imul(before, 31) ^ Math.imul(last, 17) ^ hash));
    before = last;
    last = hash;
  };
  for (const text of texts) {
    let hash = 0;
    for (let i = 0; i < text.length; i++) {
      let unit = text.charCodeAt(i);
      if (unit >= 0x41 && unit <= 0x5a) unit += 32;
      // Scripts that do not part words are read character by character.
      if (unit >= 0x2e80 && unit < 0xd800) {
        if (hash !== 0) word(hash);
        word(unit);
        hash = 0;
      } else if (isWordUnit(unit)) hash = Math.imul(hash ^ unit, 16777619) || 1;
      else if (hash !== 0) {
        word(hash);
        hash = 0;
      }
    }
    if (hash !== 0) word(hash);
  }
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit > 0xbf;
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}
