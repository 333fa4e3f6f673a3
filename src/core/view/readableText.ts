/**
 * What a model wrote, made fit for a page: codes for terminals are taken out, and what would turn the direction of
 * writing or hide itself is named. Line ends become `\n`. Joiners stay: words and emoji are made with them.
 */
export function readableText(text: string): string {
  if (!MAY_NEED.test(text)) return text;
  return text
    .replace(TERMINAL_CODES, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, signFor)
    .replace(
      HIDDEN,
      character => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/\p{Cs}/gu, '\ufffd');
}

/** Where a text that still arrives can be read up to: the beginning of a terminal's code waits for its end. */
export function readableEnd(text: string): number {
  const begun = BEGUN.exec(text.slice(-LONGEST_CODE));
  return text.length - (begun?.[0].length ?? 0);
}

/** In UTF-16 units. What is longer is no code of a terminal. */
const LONGEST_CODE = 200;

const BEGUN = /(?:\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b\n]*\x1b?)?|[\ud800-\udbff]|\r)$/;

const MAY_NEED =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff\ud800-\udfff]/;

/** Colours, cursor movements (CSI), titles and links (OSC). */
const TERMINAL_CODES = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)/g;

const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Zero width, direction, and tags, which spell hidden text unless they follow a black flag. */
const HIDDEN =
  /[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<!\u{1f3f4}[\u{e0061}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

function signFor(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\u00b7';
}
