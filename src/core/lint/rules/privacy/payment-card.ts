import { answerLine } from '../../exampleLine.ts';
import { hitsIn } from '../../privacy.ts';
import { exampleRule } from '../../rule.ts';
import { MARKS } from '../../textMarks.ts';

/** A number that passes the check and belongs to nobody; put together here, so that nobody stops at this file. */
const number = ['4539', '1488', '0343', '6467'].join(' ');

export const paymentCard = exampleRule({
  id: 'privacy/payment-card',
  needs: 'object',
  summary: 'No text holds the number of a payment card.',
  why: 'What is trained on may be said again, to anybody who asks. Rules of the card industry forbid to keep such numbers at all.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: { found: 'This looks like the number of a payment card.' },
  examples: {
    bad: [{ text: answerLine('My card?', `It is ${number}.`) }],
    good: [
      { text: answerLine('My card?', 'It is 4242 4242 4242 4242.') },
      { text: answerLine('Order?', 'It is 1234567890123456.') },
    ],
  },
  check(example, { report }) {
    if ((example.marks & MARKS.thirteenDigits) === 0 || !MAY_HAVE.test(example.text)) return;
    for (const { at } of hitsIn(example, CARD_NUMBER, isCard)) {
      report({
        messageId: 'found',
        at,
        fixes: [
          {
            title: 'Replace by <CARD_NUMBER>',
            safety: 'unsafe',
            edits: [{ start: at.start, end: at.end, newText: '<CARD_NUMBER>' }],
          },
        ],
      });
    }
  },
});

const MAY_HAVE = /[2-6](?:[ -]?\d){12}/;
/** Digits that may be the number of a card; `isCard` says whether they are. */
export const CARD_NUMBER =
  /(?<![\d.-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d-]|\.\d)|(?<![\d.-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\d-]|\.\d)/g;

export function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || !PREFIX.test(digits)) return false;
  return !TEST_NUMBERS.has(digits) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits);
}

/** Visa, Mastercard, American Express, Discover, JCB, Maestro. */
const PREFIX =
  /^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)|3[47]|6(?:011|5|4[4-9])|35(?:2[89]|[3-8])|50|5[6-8])/;

/** What payment services publish to try them out. */
const TEST_NUMBERS = new Set([
  '4242424242424242',
  '4111111111111111',
  '4012888888881881',
  '4000056655665556',
  '5555555555554444',
  '5105105105105100',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '3530111333300000',
  '3566002020360505',
]);

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.at(-1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
