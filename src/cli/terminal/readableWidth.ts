/** Widths in cells: where no terminal says its own, and the bounds within which excerpts are readable. */
const USUAL = 100;
const NARROWEST = 40;
const WIDEST = 160;

/** The cells that a line of an output should have. */
export function readableWidth(output: { columns: number | undefined }): number {
  return Math.max(NARROWEST, Math.min(output.columns ?? USUAL, WIDEST));
}
