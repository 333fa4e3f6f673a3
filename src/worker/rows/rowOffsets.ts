/**
 * Where the rows of a file are: for each its line, its first byte and its length in bytes. Sixteen bytes a row, so that
 * a million rows take sixteen megabytes.
 */
export class RowOffsets {
  #count = 0;
  #line = new Uint32Array(4096);
  #offset = new Float64Array(4096);
  #length = new Uint32Array(4096);

  get count(): number {
    return this.#count;
  }

  push(line: number, offset: number, length: number): void {
    if (this.#count === this.#line.length) this.#grow();
    const row = this.#count++;
    this.#line[row] = line;
    this.#offset[row] = offset;
    this.#length[row] = length;
  }

  line(row: number): number {
    return this.#line[row] ?? 0;
  }

  offset(row: number): number {
    return this.#offset[row] ?? 0;
  }

  length(row: number): number {
    return this.#length[row] ?? 0;
  }

  /** The row that is a line; undefined for a blank line. */
  rowOf(line: number): number | undefined {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.line(middle) < line) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.line(low) === line ? low : undefined;
  }

  #grow(): void {
    const size = this.#line.length * 2;
    const [line, offset, length] = [this.#line, this.#offset, this.#length];
    this.#line = new Uint32Array(size);
    this.#line.set(line);
    this.#offset = new Float64Array(size);
    this.#offset.set(offset);
    this.#length = new Uint32Array(size);
    this.#length.set(length);
  }
}
