import type { TemplateRange } from '../dialect/errors.ts';

/**
 * Leads from a template's text to its place in the file and back. In a JSON string the two differ by the escapes:
 * each stands for one UTF-16 unit and belongs to that unit as a whole.
 */
export class SourceMap {
  /** Offset in the file of the first unit. */
  readonly #start: number;
  /** After each escape: the offset in the text and how much further on the file is, by then. */
  readonly #shifts: readonly { at: number; shift: number }[];

  private constructor(start: number, shifts: readonly { at: number; shift: number }[]) {
    this.#start = start;
    this.#shifts = shifts;
  }

  /** The map of a text that stands in its file as it is, from an offset on. */
  static plain(start: number): SourceMap {
    return new SourceMap(start, []);
  }

  /** The map of the JSON string that begins with its quote at `start` and ends behind its other quote at `end`. */
  static ofString(file: string, start: number, end: number): SourceMap {
    const shifts: { at: number; shift: number }[] = [];
    let shift = 0;
    for (let at = file.indexOf('\\', start + 1); at >= 0 && at < end - 1; at = file.indexOf('\\', at)) {
      const length = file[at + 1] === 'u' ? 6 : 2;
      const unit = at - start - 1 - shift;
      shift += length - 1;
      shifts.push({ at: unit + 1, shift });
      at += length;
    }
    return new SourceMap(start + 1, shifts);
  }

  /** The place in the file of an offset in the text: the start of what spells the unit there. */
  toFile(offset: number): number {
    return this.#start + offset + this.#shiftBefore(offset);
  }

  rangeToFile({ start, end }: TemplateRange): TemplateRange {
    return { start: this.toFile(start), end: this.toFile(end) };
  }

  /** The offset in the text of a place in the file; inside an escape, that of the unit it spells. */
  fromFile(place: number): number {
    let low = 0;
    let high = this.#shifts.length;
    const distance = place - this.#start;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { at, shift } = this.#shifts[middle]!;
      if (at + shift <= distance) low = middle + 1;
      else high = middle;
    }
    const passed = this.#shifts[low - 1]?.shift ?? 0;
    const next = this.#shifts[low];
    const offset = distance - passed;
    return Math.max(0, next ? Math.min(offset, next.at - 1) : offset);
  }

  #shiftBefore(offset: number): number {
    let low = 0;
    let high = this.#shifts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shifts[middle]!.at <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#shifts[low - 1]?.shift ?? 0;
  }
}
