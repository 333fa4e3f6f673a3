/** A number with its thing: `1 error`, `2 errors`, `1,200 examples`. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? thing : things}`;
}
