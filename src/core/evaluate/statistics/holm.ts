/**
 * Corrects p values for having asked several questions at once, in their order. What is below 5 % afterwards is wrong in
 * all of them together at most one time in twenty.
 * Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((one, other) => values[one]! - values[other]!);
  const adjusted = values.map(() => 1);
  let greatest = 0;
  order.forEach((index, rank) => {
    greatest = Math.max(greatest, Math.min(1, (values.length - rank) * values[index]!));
    adjusted[index] = greatest;
  });
  return adjusted;
}
