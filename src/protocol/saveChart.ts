/** A chart to be saved, as a picture or as a table. */
export type SavedChart = { name: string; png: Uint8Array } | { name: string; csv: string };

/** What the extension answers to a page with charts; a page's contract takes it in. */
export type SaveChartRequests = {
  /** Asks where to, and writes it there. False when the user gave up. */
  saveChart: { params: SavedChart; result: boolean };
};
