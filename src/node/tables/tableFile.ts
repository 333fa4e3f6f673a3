const TABLE = /\.(csv|tsv|parquet)$/i;

/** Whether a file holds a table by its name. */
export function isTableFile(file: string): boolean {
  return TABLE.test(file);
}
