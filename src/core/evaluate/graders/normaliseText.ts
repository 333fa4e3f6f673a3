/** What makes no difference between two texts. */
export type Normalisation = 'case' | 'space' | 'punctuation' | 'accents' | 'width';

/** The text without what makes no difference. Space at its ends never does. */
export function normaliseText(text: string, ways: readonly Normalisation[] = []): string {
  let result = text.normalize(ways.includes('width') ? 'NFKC' : 'NFC');
  if (ways.includes('accents'))
    result = result
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .normalize('NFC');
  // Unicode's case folding, where it differs from small letters.
  if (ways.includes('case')) result = result.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
  if (ways.includes('punctuation')) result = result.replace(/\p{P}+/gu, '');
  if (ways.includes('space')) result = result.replace(UNSEEN, '').replace(/\s+/gu, ' ');
  return result.trim();
}

/** Takes no room: breaks that may be made, and marks of the order of bytes. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;
