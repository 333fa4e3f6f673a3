import { type Character, charactersOf, stringValues } from '../../../jsonl/strings.ts';
import type { Span } from '../../../jsonl/node.ts';
import { windows1252Byte } from '../../../text/windows1252.ts';
import { isJson } from '../../soundness.ts';
import { exampleRule } from '../../rule.ts';

export const mojibake = exampleRule({
  id: 'encoding/mojibake',
  needs: 'line',
  summary: 'No text was read in the wrong encoding before it came here.',
  why: 'The model learns to write wrongly decoded letters, such as “Ã©” for “é”. They look like any other text to the trainer.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    misread: 'This looks like “{meant}” in UTF-8 that was read as Windows-1252.',
    lost: 'A character was lost here: the replacement character U+FFFD stands in its place.',
  },
  examples: {
    bad: [
      { text: '{"prompt":"Un cafÃ© noir, mÃªme tard","completion":"Oui"}', messageId: 'misread' },
      { text: '{"prompt":"Itâ€™s late, isnâ€™t it?","completion":"Yes"}', messageId: 'misread' },
      {
        text: '{"prompt":"caf\\u00c3\\u00a9 d\\u00c3\\u00a9j\\u00e0","completion":"c"}',
        messageId: 'misread',
      },
      { text: '{"prompt":"caf\uFFFD","completion":"c"}', messageId: 'lost' },
      { text: '{"prompt":"caf\\ufffd","completion":"c"}', messageId: 'lost' },
    ],
    good: [
      {
        text: '{"prompt":"Un café, même à Åbo","completion":"SÃO PAULO, «MARCHÉ» et «CAFÉ», «arrivé…» ou «né\u00a0»"}',
      },
      { text: '{"prompt":"One Ã© alone is a quotation","completion":"b"}' },
    ],
  },
  check(example, { report }) {
    if (example.isPlain || !MAY_HAVE.test(example.text) || !isJson(example)) return;
    for (const string of stringValues(example.roots)) {
      const source = example.text.slice(string.start, string.end);
      if (!MAY_HAVE.test(source)) continue;
      const characters = charactersOf(example.text, string);
      for (const { code, start, end } of characters) {
        if (code === 0xfffd) report({ messageId: 'lost', at: { start, end } });
      }
      const runs = misreadRuns(characters);
      if (runs.reduce((sum, run) => sum + run.hits, 0) < 2) continue;
      for (const { start, end, meant } of runs) {
        const escaped = example.text.slice(start, end).includes('\\u');
        report({
          messageId: 'misread',
          data: { meant },
          at: { start, end },
          fixes: [
            {
              title: `Change to “${meant}”`,
              safety: 'unsafe',
              edits: [{ start, end, newText: escaped ? escapes(meant) : meant }],
            },
          ],
        });
      }
    }
  },
});

/** The replacement character, or the lead byte of UTF-8 read as a character, with more of the kind behind it. */
const MAY_HAVE =
  /\ufffd|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|\\u(?:[fF]{3}[dD]|00[c-fC-F][0-9a-fA-F]\\u(?:00[89abAB]|0[12]|2[01]))/;

interface Run extends Span {
  /** What the bytes mean in UTF-8. */
  meant: string;
  /** How many characters were misread. */
  hits: number;
  /** How many of them cannot well be anything else. */
  sure: number;
}

/** Characters side by side whose bytes in Windows-1252 are whole sequences of UTF-8. */
function misreadRuns(characters: readonly Character[]): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < characters.length; ) {
    const hit = misreadAt(characters, i);
    const first = characters[i];
    if (!hit || !first) {
      i += 1;
      continue;
    }
    let run = runs.at(-1);
    if (!run || run.end !== first.start) {
      run = { start: first.start, end: first.start, meant: '', hits: 0, sure: 0 };
      runs.push(run);
    }
    run.end = characters[i + hit.length - 1]?.end ?? first.end;
    run.meant += hit.meant;
    run.hits += 1;
    if (hit.sure) run.sure += 1;
    i += hit.length;
  }
  return runs.filter(run => run.sure > 0);
}

/** One character that was misread as two to four; undefined when these are what they seem. */
function misreadAt(
  characters: readonly Character[],
  from: number,
): { length: number; meant: string; sure: boolean } | undefined {
  const lead = characters[from]?.code ?? 0;
  const length = sequenceLength(lead);
  if (length === 0) return undefined;
  const bytes = [lead];
  let sure = lead <= 0xc3;
  for (let i = 1; i < length; i++) {
    const code = characters[from + i]?.code ?? -1;
    const byte = windows1252Byte(code);
    if (byte === undefined || byte < 0x80 || byte > 0xbf) return undefined;
    bytes.push(byte);
    if (!AFTER_WORDS.includes(String.fromCharCode(code))) sure = true;
  }
  const meant = decode(bytes);
  return meant !== undefined && !CONTROL.test(meant) ? { length, meant, sure } : undefined;
}

/** Bytes in the sequence of UTF-8 that a lead byte begins; 0 when it begins none. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** What may well follow a word that ends in an accented letter: “arrivé…»” is French and no Chinese character. */
const AFTER_WORDS = '\u00a0«»‹›…‘’“”„–—•·°®™†';

const CONTROL = /[\u0080-\u009f]/;

function decode(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

function escapes(text: string): string {
  return Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}
