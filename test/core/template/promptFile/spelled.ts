/**
 * A JSON string that spells a text with escapes chosen by numbers, which are used again and again, and for each unit of the text (and its
 * end) where its spelling begins in the JSON.
 */
export function spelled(text: string, choices: readonly number[]): { json: string; places: number[] } {
  const places: number[] = [];
  let json = '"';
  for (let unit = 0; unit < text.length; unit++) {
    places.push(json.length);
    const options = spellings(text[unit]!);
    json += options[(choices[unit % choices.length] ?? 0) % options.length];
  }
  places.push(json.length);
  return { json: `${json}"`, places };
}

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function spellings(unit: string): string[] {
  const code = unit.charCodeAt(0);
  const hex = `\\u${code.toString(16).padStart(4, '0')}`;
  const mustEscape = code < 0x20 || unit === '"' || unit === '\\' || (code >= 0xd800 && code <= 0xdfff);
  const plain = mustEscape ? [] : [unit, unit, unit];
  return [...plain, hex, ...(SHORT[unit] ? [SHORT[unit]] : [])];
}
