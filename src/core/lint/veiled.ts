import { CARD_NUMBER, isCard } from './rules/privacy/payment-card.ts';
import { PERSONAL_KINDS } from './rules/privacy/personal-data.ts';
import { SECRET_KINDS } from './rules/privacy/secret.ts';

/** What stands for each character that is hidden. */
const VEIL = '•';

/**
 * A piece of a line in which secrets, personal data and numbers of cards are hidden, for output that may be kept: logs of
 * build servers are read by many. The length stays the same.
 */
export function veiled(piece: string): string {
  let text = piece;
  for (const { pattern } of SECRET_KINDS) text = text.replace(pattern, hide);
  text = text.replace(CARD_NUMBER, match => (isCard(match) ? hide(match) : match));
  for (const { mayHave, pattern, isMeant } of PERSONAL_KINDS) {
    if (mayHave.test(text)) text = text.replace(pattern, match => (isMeant(match) ? hide(match) : match));
  }
  return text;
}

function hide(match: string): string {
  return VEIL.repeat(match.length);
}
