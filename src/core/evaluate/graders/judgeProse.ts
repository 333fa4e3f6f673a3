/** What a sentence says. */
export interface Said<T> {
  value: T;
  /** Whether it is called a verdict, or stands alone; else it is only mentioned. */
  isPlain: boolean;
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)(?![\d.]*\d)`;
const NAMED_SCORE = new RegExp(
  String.raw`\b(?:score|rating|grade)\b(?:\s+(?:is|of|would be))?(?:\s[-–]\s|[^\w-]{0,8})${NUMBER}`,
  'gi',
);
const GIVEN_SCORE = new RegExp(
  String.raw`(?<!(?:can.?t|cannot|not|unable to|refuse to|won.?t)\s)\b(?:rate|give|award|assign)s?\b[^\n.\d-]{0,40}${NUMBER}`,
  'gi',
);
const OUT_OF = new RegExp(String.raw`${NUMBER}\s*(?:\/|out of)\s*\d+`, 'gi');
const ONLY_NUMBER = /^[\s*_"'`]*(-?\d+(?:\.\d+)?)[\s*_"'`.]*$/;

/**
 * The last number that is called a score, is out of something, or stands alone in the last line. Other numbers are none:
 * a judge that refuses to judge two answers has not given a 2.
 */
export function scoreInText(text: string): Said<number> | undefined {
  const alone = ONLY_NUMBER.exec(lastLine(text))?.[1];
  if (alone !== undefined) return { value: Number(alone), isPlain: true };
  const found = [NAMED_SCORE, GIVEN_SCORE, OUT_OF].flatMap(pattern => [...text.matchAll(pattern)]);
  const last = found.reduce<RegExpExecArray | undefined>(
    (best, one) => (best && best.index + best[0].length >= one.index + one[0].length ? best : one),
    undefined,
  );
  return last && { value: Number(last[1]), isPlain: true };
}

/**
 * The choice that stands alone in the last line, else the last one that is called the verdict or said to be better, else
 * the only one that is mentioned. A single letter, or a choice that is denied, is not chosen by being mentioned.
 */
export function choiceInText(text: string, names: readonly string[]): Said<string> | undefined {
  const line = bare(lastLine(text)).toLowerCase();
  const alone = names.find(name => name.toLowerCase() === line);
  if (alone !== undefined) return { value: alone, isPlain: true };
  const told = names.map(name => ({
    name,
    at: Math.max(...patternsOf(name).map(one => lastAt(text, one, name))),
  }));
  const last = told.reduce((best, one) => (one.at > best.at ? one : best), { name: '', at: -1 });
  if (last.at >= 0) return { value: last.name, isPlain: true };
  const mentioned = names.filter(name => lastAt(text, whole(name), name) >= 0);
  const [only] = mentioned;
  if (only === undefined || mentioned.length > 1 || only.length === 1) return undefined;
  const denied = new RegExp(
    String.raw`(?:\bnot|n['’]t|\bnever|\bcannot)\s+(?:\w+\s+){0,2}${whole(only)}`,
    'giu',
  );
  return denied.test(text) ? undefined : { value: only, isPlain: false };
}

/** The ways in which a sentence makes a choice, as sources of patterns. */
function patternsOf(name: string): string[] {
  const choice = String.raw`(?:\b(?:answer|response|assistant|option|model)\s+)?${whole(name)}`;
  const marks = String.raw`[\s*_"'“‘\x60(\[]{0,6}`;
  return [
    String.raw`\[\[(${escaped(name)})\]\]`,
    String.raw`\b(?:answer|choice|verdict|winner|label|decision|result|preferred|better|best)(?:\s+(?:one|answer|response))?\s*(?:[:=?]|\bis\b)${marks}${choice}`,
    String.raw`:${marks}${choice}[\s*_"'”’\x60)\].!]*$`,
    String.raw`\b(?:prefer|choose|pick|select|favou?r|go with|vote for)s?\s+${marks}${choice}`,
    ...(name.length === 1
      ? [
          String.raw`${choice}(?:['’]s (?:answer|response))?\s+(?:is|was|seems|would be|does|gives)\s+(?:(?!not\b|no\b|less\b|worse\b)[\w-]+\s+){0,3}(?:better|best|superior|preferable|stronger|preferred|winner)\b`,
          String.raw`${choice}\s+wins\b`,
        ]
      : []),
  ];
}

function whole(name: string): string {
  return String.raw`(?<![\p{L}\p{N}_])(${escaped(name)})(?![\p{L}\p{N}_])`;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Where the last match ends; -1 when there is none. One letter in small print is an article, not a choice. */
function lastAt(text: string, source: string, name: string): number {
  let last = -1;
  for (const { index, 0: found, 1: said } of text.matchAll(new RegExp(source, 'giu')))
    if (name.length > 1 || said === name) last = index + found.length;
  return last;
}

function lastLine(text: string): string {
  const lines = text.trimEnd();
  return lines.slice(lines.lastIndexOf('\n') + 1);
}

function bare(text: string): string {
  return text.replace(/[*_"'`“”‘’()[\].!]/g, '').trim();
}
