/** A value that its writer named: `Title: Dune`, `"title": "Dune"` or `<title>Dune</title>`. */
export interface LabelledValue {
  /** The name in lower case. */
  label: string;
  value: string;
}

const PATTERNS = [
  /^[ \t]*(?:[-*] |\d+[.)] )?(?<label>[\p{L}][\p{L}\p{N} _-]{0,30}):[ \t]+(?<value>\S.*)$/gmu,
  /"(?<label>[^"\\\n]{1,40})"\s*:\s*(?:"(?<value>(?:[^"\\\n]|\\.)*)"|(?<scalar>-?\d[\d.eE+-]*|true|false|null))/gu,
  /<(?<label>[A-Za-z][\w-]{0,40})>(?<value>[^<]*)<\/\k<label>>/gu,
];

/** All values with a name in a text, in the order of the patterns. */
export function labelledValues(text: string): LabelledValue[] {
  return PATTERNS.flatMap(pattern =>
    Array.from(text.matchAll(pattern), match => ({
      label: (match.groups?.label ?? '').toLowerCase(),
      value: match.groups?.value ?? match.groups?.scalar ?? '',
    })),
  );
}
