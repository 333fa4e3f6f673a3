/**
 * What one quick pass over a line tells of its characters. Rules that look for something rare ask for its mark first:
 * a pass costs less than one search with a pattern, and there are many patterns.
 */
export const MARKS = {
  /** A character above ASCII. */
  beyondAscii: 1,
  /** A backslash before a letter that makes another character of it: `\u`, `\b`, `\f`. */
  escape: 2,
  at: 4,
  /** `<`, or the escape that may stand for it. */
  less: 8,
  hash: 16,
  /** `[I`, as instructions of some models begin. */
  instruction: 32,
  /** A colon after one of the letters with which the names of speakers end: User, Assistant, System, Bot. */
  speakerColon: 64,
  /** A colon after a hexadecimal digit. */
  hexColon: 128,
  /** A digit after a capital letter. */
  capitalDigit: 256,
  /** At least as many digits in all. */
  fourDigits: 512,
  thirteenDigits: 1024,
  /** Two characters in a row that keys and tokens have near their beginning. */
  keyStart: 2048,
} as const;

/** The marks of a text, as a sum of `MARKS`. */
export function marksOf(text: string): number {
  let marks = 0;
  let digits = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) marks |= MARKS.beyondAscii;
    else {
      const kind = KINDS[unit] as number;
      if (kind === DIGIT) {
        digits += 1;
        if (before >= 0x41 && before <= 0x5a) marks |= MARKS.capitalDigit;
      } else if (kind !== 0)
        marks |= before > 0x7f ? alone(unit) : alone(unit) | (PAIRS[unit * 128 + before] as number);
    }
    before = unit;
  }
  if (digits >= 4) marks |= MARKS.fourDigits;
  if (digits >= 13) marks |= MARKS.thirteenDigits;
  return marks;
}

/** Marks of a character whatever stands before it. */
function alone(unit: number): number {
  return unit === 0x40 ? MARKS.at : unit === 0x3c ? MARKS.less : unit === 0x23 ? MARKS.hash : 0;
}

const DIGIT = 2;

/** The marks of two characters in a row, by the second and the first. */
const PAIRS = new Uint16Array(128 * 128);

/** 1 for characters that may have a mark, `DIGIT` for digits. */
const KINDS = new Uint8Array(128);

function pairs(seconds: string, firsts: string, marks: number): void {
  for (const second of seconds) {
    for (const first of firsts)
      PAIRS[second.charCodeAt(0) * 128 + first.charCodeAt(0)] = marks | pairOf(second, first);
    KINDS[second.charCodeAt(0)] = 1;
  }
}

function pairOf(second: string, first: string): number {
  return PAIRS[second.charCodeAt(0) * 128 + first.charCodeAt(0)] ?? 0;
}

for (const single of '@<#') KINDS[single.charCodeAt(0)] = 1;
for (const digit of '0123456789') KINDS[digit.charCodeAt(0)] = DIGIT;
pairs('bf', '\\', MARKS.escape);
pairs('u', '\\', MARKS.escape | MARKS.less);
pairs('I', '[', MARKS.instruction);
pairs(':', 'rtm', MARKS.speakerColon);
pairs(':', '0123456789abcdefABCDEF', MARKS.hexColon);
// sk-, xoxb-, glpat-, -----BEGIN; ghp_, github_pat_, hf_, npm_; AKIA, ASIA, AIza; eyJ; ://
pairs('-', 'kabprst-', MARKS.keyStart);
pairs('_', 'pousrtfm', MARKS.keyStart);
pairs('KSI', 'A', MARKS.keyStart);
pairs('J', 'y', MARKS.keyStart);
pairs('/', '/', MARKS.keyStart);
