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
  if (ways.includes('case')) result = result.toLocaleLowerCase('en');
  if (ways.includes('punctuation')) result = result.replace(/\p{P}+/gu, '');
  if (ways.includes('space')) result = result.replace(/\s+/gu, ' ');
  return result.trim();
}
