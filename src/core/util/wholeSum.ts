/** The sum; undefined when one of the numbers is not known. */
export function wholeSum(numbers: Iterable<number | undefined>): number | undefined {
  let sum = 0;
  for (const one of numbers) {
    if (one === undefined) return undefined;
    sum += one;
  }
  return sum;
}
