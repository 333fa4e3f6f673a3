import { type FileFormat, formatInFile } from '../formats/fileFormat.ts';
import type { FormatId } from '../formats/format.ts';
import { isObject } from '../jsonl/shape.ts';
import type { Target } from '../targets/target.ts';
import { lineDeletion } from '../text/edit.ts';
import { lineRange } from '../text/range.ts';
import { contentFacts, type ContentWishes } from './contentFacts.ts';
import { Example } from './example.ts';
import type { LineFacts, LineKind } from './facts.ts';
import type { Finding, Fix } from './finding.ts';
import { fillMessage, ruleFailed } from './messages.ts';
import { type LineText, readLine, unreadFacts } from './readLine.ts';
import { EXAMPLE_RULES } from './registry.ts';
import type { ExampleFix, ExampleReport, ExampleRule } from './rule.ts';
import { isOff, isShown, type LintSettings, optionsFor, severityFor } from './settings.ts';
import { Shapes } from './shapes.ts';
import { mergeVerdicts } from './verdicts.ts';
import { wantsBands, wantsShapes } from './wishes.ts';

/** What one line gives: its facts, and its findings as if it were line 0. */
export interface LineVerdict {
  facts: LineFacts;
  findings: Finding[];
}

/** One rule's reports on one line stop here: beyond that they tell nothing new, and a hostile line could have millions. */
const MAX_REPORTS = 100;

/** A rule that is not turned off, with the options that the user chose. */
interface ActiveRule {
  rule: ExampleRule;
  options: Record<string, number | boolean | string>;
}

/** Checks single lines for one file. It keeps no state between lines, so lines can be checked in any order. */
export class LineChecker {
  readonly #settings: LintSettings;
  readonly #targets: readonly Target[];
  /** The shapes of the lines that were checked. */
  readonly shapes = new Shapes();
  readonly #wishes: ContentWishes;
  readonly #format: FileFormat;
  readonly #rules: readonly ActiveRule[];
  readonly #rulesByKey = new Map<string, readonly ActiveRule[]>();

  constructor(settings: LintSettings, targets: readonly Target[], format: FileFormat) {
    this.#settings = settings;
    this.#targets = targets;
    this.#wishes = {
      bands: wantsBands(settings),
      shapes: wantsShapes(settings) ? this.shapes : undefined,
    };
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
      depth: read.depth,
    });
    const findings: Finding[] = [];
    for (const active of this.#rulesFor(example)) this.#runAll(active, example, findings);
    if (example.object && example.format) {
      read.facts.content = contentFacts(example.object, example.format, example.reading, this.#wishes);
    }
    return { facts: read.facts, findings };
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
    for (const active of this.#rules) {
      if (active.rule.needs === 'bytes') this.#runAll(active, example, findings);
    }
    return { facts, findings };
  }

  /** The format by which the line is judged: pinned, its own, or that of the file. */
  #formatOfLine(value: unknown): FormatId | undefined {
    // Nobody asks for the format of a line in a file that is no dataset.
    if (!isObject(value) || this.#format === 'none') return undefined;
    return this.#settings.format ?? formatInFile(value, this.#format, this.#settings.method);
  }

  /** The rules that look at lines of this kind and format. They are picked once for each. */
  #rulesFor({ kind, format }: Example): readonly ActiveRule[] {
    const key = `${kind} ${format}`;
    let rules = this.#rulesByKey.get(key);
    if (!rules) {
      rules = this.#rules.filter(({ rule }) => this.#applies(rule, kind, format));
      this.#rulesByKey.set(key, rules);
    }
    return rules;
  }

  #applies(rule: ExampleRule, kind: LineKind, format: FormatId | undefined): boolean {
    if (rule.needs === 'bytes') return true;
    if (kind === 'not-utf8') return false;
    if (rule.needs === 'line') return true;
    if (kind !== 'object' || this.#format === 'none') return false;
    return !rule.formats || (format !== undefined && rule.formats.includes(format));
  }

  #runAll(active: ActiveRule, example: Example, findings: Finding[]): void {
    const [target] = this.#targets;
    if (this.#targets.length === 1 && target) {
      this.#run(active, target, example, findings);
      return;
    }
    const perTarget = this.#targets.map(one => {
      const own: Finding[] = [];
      this.#run(active, one, example, own);
      return own;
    });
    if (perTarget.some(own => own.length > 0)) findings.push(...mergeVerdicts(perTarget, this.#targets));
  }

  #run({ rule, options }: ActiveRule, target: Target, example: Example, findings: Finding[]): void {
    let reports = 0;
    const report = (reported: ExampleReport) => {
      if (reports >= MAX_REPORTS) return;
      const severity = severityFor(rule, target, this.#settings, reported.severity);
      if (!isShown(severity)) return;
      reports += 1;
      const span = example.span(reported.at ?? [], reported.part);
      const whole = reported.at === undefined;
      findings.push({
        rule: rule.id,
        messageId: reported.messageId,
        message: fillMessage(rule.messages[reported.messageId] ?? reported.messageId, reported.data),
        severity,
        target: target.id,
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
        target,
        method: this.#settings.method,
        file: this.#format,
        options,
        prompt: this.#settings.prompt,
        report,
      });
    } catch (error) {
      findings.push(ruleFailed(rule.id, target.id, error));
    }
  }
}

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
