import type { Example } from '../../core/lint/example.ts';
import type { Finding } from '../../core/lint/finding.ts';

/** Longer examples are not read with places: their findings stand above them. */
const LONGEST = 2_000_000;

/** Findings with the turn of the example that each is about. */
export function withTurns(
  findings: readonly Finding[],
  example: Example,
  isLine: boolean,
): (Finding & { turn?: number })[] {
  if (!isLine || !example.object || findings.length === 0 || example.text.length > LONGEST) {
    return [...findings];
  }
  const turns = example.reading.parts.flatMap(part => part.turns);
  const spans = turns.map(({ path }) => example.span(path));
  return findings.map(finding => {
    const { start, end } = finding.range;
    const turn = spans.findIndex(span => span.start <= start.character && end.character <= span.end);
    return turn < 0 ? finding : { ...finding, turn };
  });
}
