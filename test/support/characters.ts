import * as fc from 'fast-check';

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`. It is the unit `binary` of fast-check without its
 * table of all 1,112,064 characters, which takes a second to build.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat({ max: 0x10ffff - SURROGATES }).map(
  number => String.fromCodePoint(number < FIRST_SURROGATE ? number : number + SURROGATES),
  character => numberOf(character),
);

/** Throws for what is no character, by which fast-check knows that the unit does not make it. */
function numberOf(character: unknown): number {
  const code = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1;
  const isOne = code >= 0 && character === String.fromCodePoint(code);
  if (!isOne || (code >= FIRST_SURROGATE && code < FIRST_SURROGATE + SURROGATES))
    throw new TypeError('not a character');
  return code < FIRST_SURROGATE ? code : code - SURROGATES;
}
