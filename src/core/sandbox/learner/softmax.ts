/** Logarithm of the sum of exponentials, without overflow. -Infinity for nothing. */
export function logSumExp(scores: ArrayLike<number>): number {
  let highest = -Infinity;
  for (let index = 0; index < scores.length; index++) highest = Math.max(highest, scores[index]!);
  if (highest === -Infinity) return -Infinity;
  let sum = 0;
  for (let index = 0; index < scores.length; index++) sum += Math.exp(scores[index]! - highest);
  return highest + Math.log(sum);
}

/** Probabilities of scores. */
export function softmax(scores: ArrayLike<number>): Float64Array {
  const total = logSumExp(scores);
  return Float64Array.from(scores, score => Math.exp(score - total));
}

/** Place of the highest score, the first one among equals; -1 for nothing. */
export function indexOfHighest(scores: ArrayLike<number>): number {
  let best = -1;
  for (let index = 0; index < scores.length; index++) {
    if (best === -1 || scores[index]! > scores[best]!) best = index;
  }
  return best;
}
