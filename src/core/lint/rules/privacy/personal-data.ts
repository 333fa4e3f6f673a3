import type { Span } from '../../../jsonl/node.ts';
import { hash53 } from '../../../util/hash53.ts';
import type { Example } from '../../example.ts';
import { answerLine } from '../../exampleLine.ts';
import { hitsIn } from '../../privacy.ts';
import { exampleRule } from '../../rule.ts';
import { MARKS } from '../../textMarks.ts';

export const personalData = exampleRule({
  id: 'privacy/personal-data',
  needs: 'object',
  summary: 'No text holds addresses or numbers of people.',
  why: 'A model may say again what it was trained on, to anybody who asks. Nobody can take it out of the model, and data full of it may be blocked when the model is deployed.',
  severity: { default: 'info' },
  fixable: 'unsafe',
  messages: { found: 'This looks like {kind}.' },
  options: {
    maxFindings: {
      type: 'number',
      default: 3,
      minimum: 1,
      maximum: 100,
      description: 'How many places of one example are named.',
    },
  },
  examples: {
    bad: [
      { text: answerLine('Who?', 'Write to jane.doe@contoso.org or call +41 44 668 18 00.') },
      { text: answerLine('IBAN?', 'CH93 0076 2011 6238 5295 7') },
    ],
    good: [
      { text: answerLine('Who?', 'Write to jane@example.com.') },
      { text: answerLine('Where?', 'At 192.168.0.1 and 192.0.2.7, version 1.2.3.4.') },
    ],
  },
  check(example, { options, report }) {
    if ((example.marks & WORTH_A_LOOK) === 0 || !MAY_HAVE.test(example.text)) return;
    const found = PERSONAL_KINDS.flatMap(kind =>
      kind.mayHave.test(example.text)
        ? hitsIn(example, kind.pattern, kind.isMeant).map(hit => ({ ...hit, kind }))
        : [],
    ).sort((a, b) => a.at.start - b.at.start);
    let end = -1;
    let told = 0;
    for (const { text, at, kind } of found) {
      if (at.start < end || told >= Number(options.maxFindings)) continue;
      end = at.end;
      told += 1;
      report({
        messageId: 'found',
        data: { kind: kind.words },
        at,
        fixes: () => [replacement(example, at, kind.placeholder, text)],
      });
    }
  },
});

/** The same value has the same placeholder, so that a text still makes sense. */
function replacement(_: Example, at: Span, name: string, text: string) {
  const number = hash53(text.toLowerCase()).toString(36).slice(-4).toUpperCase();
  const placeholder = `<${name}_${number}>`;
  return {
    title: `Replace by ${placeholder}`,
    safety: 'unsafe' as const,
    edits: [{ start: at.start, end: at.end, newText: placeholder }],
  };
}

const WORTH_A_LOOK = MARKS.at | MARKS.fourDigits | MARKS.capitalDigit | MARKS.hexColon;

/** An at sign, or digits enough for any of the numbers. */
const MAY_HAVE = /@|\d[\d .()/-]{7,}\d|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d|[0-9a-f]:[0-9a-f:]{4}|[A-Z]{2}\d\d/i;

interface Kind {
  words: string;
  placeholder: string;
  mayHave: RegExp;
  pattern: RegExp;
  isMeant(text: string): boolean;
}

/** Shapes of what belongs to a person. */
export const PERSONAL_KINDS: readonly Kind[] = [
  {
    words: 'an e-mail address',
    placeholder: 'EMAIL',
    mayHave: /@/,
    pattern:
      /\b[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}\b/g,
    // Names that exist for examples. Source: RFC 2606.
    isMeant: text => !/@(?:.*\.)?(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost)$/i.test(text),
  },
  {
    words: 'an account number (IBAN)',
    placeholder: 'IBAN',
    mayHave: /[A-Z]{2}\d\d/,
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    isMeant: isIban,
  },
  {
    words: 'a telephone number',
    placeholder: 'PHONE',
    mayHave: /\+\d/,
    pattern: /(?<![\w+])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\d)/g,
    isMeant: text => {
      const digits = text.replace(/\D/g, '').length;
      return digits >= 9 && digits <= 15;
    },
  },
  {
    words: 'a social security number',
    placeholder: 'ID_NUMBER',
    mayHave: /\d{3}-\d{2}-\d{4}/,
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
    isMeant: () => true,
  },
  {
    words: 'an IP address',
    placeholder: 'IP_ADDRESS',
    mayHave: /\d\.\d{1,3}\.\d{1,3}\.\d/,
    pattern: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)/g,
    isMeant: isPublicAddress,
  },
  {
    words: 'an IP address',
    placeholder: 'IP_ADDRESS',
    mayHave: /[0-9a-f]:[0-9a-f]{1,4}:[0-9a-f]{1,4}:/i,
    pattern: /(?<![\w:])[23][0-9a-f]{3}(?::[0-9a-f]{1,4}){7}(?![\w:])/gi,
    isMeant: text => !/^2001:0?db8:/i.test(text),
  },
];

/** Not those of private networks and of examples, and not version numbers. Source: RFC 1918, RFC 5737. */
function isPublicAddress(text: string): boolean {
  const [a = 0, b = 0, c = 0] = text.split('.').map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)) return false;
  if ((a === 192 && b === 0) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return false;
  // Addresses of so small numbers are most often versions, and public resolvers are nobody's.
  return a >= 11 && !(text === '8.8.8.8');
}

/** The check digits of an IBAN. Source: ISO 13616. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
