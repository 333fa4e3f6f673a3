import type { FileFormat } from '../formats/fileFormat.ts';
import { canonicalText } from '../jsonl/canonical.ts';
import { repeatedLines } from '../lint/equalLines.ts';
import { LineChecker } from '../lint/lineChecker.ts';
import { RULES } from '../lint/registry.ts';
import { type FileLine, readLines } from '../lint/readLines.ts';
import { type LintSettings, targetsOf } from '../lint/settings.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { decodeUtf8 } from '../text/decode.ts';
import { answerHash } from './answer.ts';
import { type ColumnFacts, ColumnReader } from './completion/columns.ts';
import { pairOf } from './completion/pair.ts';
import type { FixedDataset } from './fixStep.ts';
import { LineTable } from './lineTable.ts';
import type { PrepareOptions } from './stage.ts';

/** What one look at all lines tells of a dataset whose lines can be read. */
export interface Survey {
  table: LineTable;
  /** Lines that are not blank. */
  examples: number;
  /** For each line that repeats an example, the line where it stands first. */
  firstOf: ReadonlyMap<number, number>;
  /** Facts about prompts and completions; undefined for another format. */
  columns: ColumnFacts | undefined;
  /** Pairs with a value that is no string. */
  needText: number;
  /** How many classes the answers fall into; undefined when they do not. */
  classes: number | undefined;
}

/** Looks at a dataset after its fixes. Undefined when it is not one example a line: then nothing can be said of lines. */
export async function surveyFixed(
  { source, facts }: FixedDataset,
  options: SurveyOptions,
): Promise<Survey | undefined> {
  if (facts.isUnread || facts.layout) return undefined;
  return surveyDataset(source, facts.settings, facts.format, options);
}

export interface SurveyOptions extends PrepareOptions {
  /** Whether examples with errors are to be found, which costs several times as much as the rest. */
  judge: boolean;
}

/** Looks at all lines, keeping a row of facts of each. */
export async function surveyDataset(
  source: DatasetSource,
  settings: LintSettings,
  format: FileFormat,
  { signal, onProgress, judge: isJudged }: SurveyOptions,
): Promise<Survey> {
  const judge = new LineJudge(isJudged ? settings : { ...settings, rules: ALL_OFF }, format);
  const columns = format === 'prompt-completion' ? new ColumnReader() : undefined;
  const table = new LineTable();
  let examples = 0;
  let needText = 0;
  for await (const lines of readLines(source, signal)) {
    for (const line of lines) {
      const { kind, faulty, exactHash, value } = judge.look(textOf(line));
      if (kind !== 'blank') examples += 1;
      const pair = columns && pairOf(value);
      if (pair) columns.add(pair);
      if (pair?.needsText) needText += 1;
      const { offset, length } = line;
      table.push({ kind, faulty, exactHash, answer: answerHash(value, format), offset, length });
    }
    const last = lines.at(-1);
    if (last) onProgress?.('counting', last.offset + last.length);
  }
  return {
    table,
    examples,
    firstOf: repeatsIn(source, table),
    columns: columns?.facts(),
    needText,
    classes: classesIn(table, columns?.facts()),
  };
}

/** Of empty completions a remedy of their own speaks. */
const REMEDIED = 'completion/empty-completion';

const ALL_OFF = Object.fromEntries(RULES.map(rule => [rule.id, { severity: 'off' as const }]));

/** A line as text; its bytes may be used again afterwards. */
export function textOf({ bytes }: FileLine): { text: string; invalidUtf8At: number | undefined } {
  const { text, invalidAt } = decodeUtf8(bytes);
  return { text, invalidUtf8At: invalidAt };
}

/** Says of single lines what they hold and whether something is wrong that a consumer would refuse. */
export class LineJudge {
  readonly #checker: LineChecker;

  constructor(settings: LintSettings, format: FileFormat) {
    this.#checker = new LineChecker(settings, targetsOf(settings), format);
  }

  look(line: { text: string; invalidUtf8At?: number | undefined }) {
    const { facts, findings } = this.#checker.check(line);
    const { kind, exactHash } = facts;
    const isExample = kind === 'object';
    const value: unknown = isExample ? JSON.parse(line.text) : undefined;
    return {
      kind,
      exactHash,
      value,
      faulty: isExample && findings.some(({ severity, rule }) => severity === 'error' && rule !== REMEDIED),
    };
  }
}

function repeatsIn(source: DatasetSource, table: LineTable): Map<number, number> {
  const objects: number[] = [];
  for (let line = 0; line < table.length; line++) if (table.kind(line) === 'object') objects.push(line);
  const canonical = (line: number) => {
    const { offset, length } = table.place(line);
    return canonicalText(decodeUtf8(source.read(offset, length)).text);
  };
  const equal = (a: number, b: number) => canonical(a) === canonical(b);
  return new Map(repeatedLines(objects, line => table.exactHash(line), equal));
}

/** Answers are classes when each occurs more than three times on average, as the legacy tool has it. */
function classesIn(table: LineTable, columns: ColumnFacts | undefined): number | undefined {
  if (columns) return columns.task === 'classification' ? columns.classes : undefined;
  const answers = new Set<number>();
  let examples = 0;
  for (let line = 0; line < table.length; line++) {
    if (table.answer(line) === 0) continue;
    examples += 1;
    answers.add(table.answer(line));
  }
  return examples > 0 && answers.size < examples / 3 ? answers.size : undefined;
}
