import { detectFormat } from '../formats/detect.ts';
import { type FileFormat, formatInFile, type Vote, voteOf } from '../formats/fileFormat.ts';
import type { FormatId } from '../formats/format.ts';
import { canonicalText, Hasher, hashValue } from '../jsonl/canonical.ts';
import { isObject } from '../jsonl/shape.ts';
import { MAX_WALKED_DEPTH, surveyLine } from '../jsonl/survey.ts';
import type { Target } from '../targets/target.ts';
import { lineDeletion } from '../text/edit.ts';
import { lineRange } from '../text/range.ts';
import { Example } from './example.ts';
import type { LineFacts } from './facts.ts';
import type { Finding, Fix } from './finding.ts';
import { fillMessage, ruleFailed } from './messages.ts';
import { EXAMPLE_RULES } from './registry.ts';
import type { ExampleFix, ExampleReport, ExampleRule } from './rule.ts';
import { isOff, isShown, type LintSettings, optionsFor, severityFor } from './settings.ts';

/** What one line gives: its facts, its vote for the file's format, and its findings as if it were line 0. */
export interface LineVerdict {
  facts: LineFacts;
  vote: Vote;
  findings: Finding[];
}

/** A line as it was read. */
export interface LineText {
  text: string;
  /** UTF-16 column of the first byte that is not UTF-8; absent when all are. */
  invalidUtf8At?: number | undefined;
}

/** One rule's reports on one line stop here: beyond that they tell nothing new, and a hostile line could have millions. */
const MAX_REPORTS = 100;

/** Checks single lines for one file. It keeps no state between lines, so lines can be checked in any order. */
export class LineChecker {
  readonly #settings: LintSettings;
  readonly #target: Target;
  readonly #format: FileFormat;
  readonly #rules: readonly { rule: ExampleRule; options: Record<string, number | boolean | string> }[];

  constructor(settings: LintSettings, target: Target, format: FileFormat) {
    this.#settings = settings;
    this.#target = target;
    this.#format = format;
    this.#rules = EXAMPLE_RULES.filter(rule => !isOff(rule, settings)).map(rule => ({
      rule,
      options: optionsFor(rule, settings),
    }));
  }

  check(line: LineText): LineVerdict {
    const read = readLine(line);
    const example = new Example({
      text: line.text,
      kind: read.facts.kind,
      value: read.value,
      format: this.#formatOfLine(read.value),
      invalidUtf8At: line.invalidUtf8At,
      lostKeys: read.lostKeys,
    });
    const findings: Finding[] = [];
    for (const { rule, options } of this.#rules) {
      if (this.#applies(rule, example, read.facts)) this.#run(rule, options, example, findings);
    }
    return { facts: read.facts, vote: this.#vote(read), findings };
  }

  /** Checks a line that is only part of something larger: its bytes, not what stands in it. */
  checkBytes(line: LineText): LineVerdict {
    const facts = unreadFacts(line);
    const example = new Example({
      text: line.text,
      kind: facts.kind,
      value: undefined,
      format: undefined,
      invalidUtf8At: line.invalidUtf8At,
    });
    const findings: Finding[] = [];
    for (const { rule, options } of this.#rules) {
      if (rule.needs === 'bytes') this.#run(rule, options, example, findings);
    }
    return { facts, vote: 'unreadable', findings };
  }

  /** The format by which the line is judged: pinned, its own, or that of the file. */
  #formatOfLine(value: unknown): FormatId | undefined {
    if (!isObject(value)) return undefined;
    return this.#settings.format ?? formatInFile(value, this.#format, this.#settings.method);
  }

  #vote(read: ReadLine): Vote {
    if (read.facts.kind === 'object') return voteOf(read.value, this.#settings.method);
    return read.facts.kind === 'not-object' ? 'other' : 'unreadable';
  }

  #applies(rule: ExampleRule, example: Example, facts: LineFacts): boolean {
    if (rule.needs === 'bytes') return true;
    if (facts.kind === 'not-utf8') return false;
    if (rule.needs === 'line') return true;
    if (facts.kind !== 'object' || this.#format === 'none') return false;
    return !rule.formats || (example.format !== undefined && rule.formats.includes(example.format));
  }

  #run(
    rule: ExampleRule,
    options: Record<string, number | boolean | string>,
    example: Example,
    findings: Finding[],
  ): void {
    let reports = 0;
    const report = (reported: ExampleReport) => {
      if (reports >= MAX_REPORTS) return;
      const severity = severityFor(rule, this.#target, this.#settings, reported.severity);
      if (!isShown(severity)) return;
      reports += 1;
      const span = example.span(reported.at ?? [], reported.part);
      const whole = reported.at === undefined;
      findings.push({
        rule: rule.id,
        messageId: reported.messageId,
        message: fillMessage(rule.messages[reported.messageId] ?? reported.messageId, reported.data),
        severity,
        target: this.#target.id,
        range: whole ? lineRange(0, 0, example.text.length) : lineRange(0, span.start, span.end),
        related: (reported.related ?? []).map(other => {
          const place = example.span(other.at, other.part);
          return { range: lineRange(0, place.start, place.end), message: other.message };
        }),
        fixes: fixesOf(reported).map(toFix),
      });
    };
    try {
      rule.check(example, {
        target: this.#target,
        method: this.#settings.method,
        file: this.#format,
        options,
        report,
      });
    } catch (error) {
      findings.push(ruleFailed(rule.id, this.#target.id, error));
    }
  }
}

interface ReadLine {
  facts: LineFacts;
  value: unknown;
  lostKeys: number;
}

function readLine(line: LineText): ReadLine {
  const facts = unreadFacts(line);
  const read: ReadLine = { facts, value: undefined, lostKeys: 0 };
  if (facts.kind !== 'broken') return read;
  try {
    read.value = JSON.parse(line.text);
  } catch {
    return read;
  }
  if (!isObject(read.value)) {
    facts.kind = 'not-object';
    return read;
  }
  facts.kind = 'object';
  facts.detected = detectFormat(read.value);
  const { keys, depth } = surveyLine(line.text);
  const hasher = new Hasher();
  if (depth > MAX_WALKED_DEPTH) hasher.addText(line.text);
  else {
    read.lostKeys = keys - hashValue(read.value, hasher);
    if (LONG_NUMBER.test(line.text)) hasher.addExactText(canonicalText(line.text));
  }
  const hash = hasher.result();
  facts.exactHash = hash.exact;
  facts.foldedHash = hash.folded;
  return read;
}

/** What is known of a line before it is parsed: `broken` stands for everything that may hold a value. */
function unreadFacts(line: LineText): LineFacts {
  const isBlank = line.text.trim() === '' && !line.text.includes('\uFEFF');
  const kind = line.invalidUtf8At !== undefined ? 'not-utf8' : isBlank ? 'blank' : 'broken';
  return { kind, detected: undefined, exactHash: 0, foldedHash: 0, units: line.text.length };
}

/** More digits than a double holds: two such numbers may look equal once parsed. */
const LONG_NUMBER = /[0-9]{16}/;

function fixesOf({ fixes = [] }: ExampleReport): readonly ExampleFix[] {
  return typeof fixes === 'function' ? fixes() : fixes;
}

function toFix(fix: ExampleFix): Fix {
  const base = { title: fix.title, safety: fix.safety };
  if ('rewrite' in fix) return { ...base, edits: [], rewrite: fix.rewrite };
  const edits =
    fix.edits === 'delete-line'
      ? [lineDeletion(0)]
      : fix.edits.map(edit => ({ range: lineRange(0, edit.start, edit.end), newText: edit.newText }));
  return { ...base, edits };
}
