import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type * as z from 'zod';
import type { Severity } from '../lint/finding.ts';
import { jsonValue } from '../template/promptFile/jsonValue.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';
import { suggest } from '../util/suggest.ts';
import { type Tune, TUNE_KEYS, tuneFileType } from './tuneFile.ts';

export type TunePath = readonly (string | number)[];

/** Something to tell about a tune file. Plain data. */
export interface TuneFinding {
  /** Stable: the id of a rule, or `tune/...` for what only this file can have. */
  rule: string;
  severity: Severity;
  message: string;
  remedy: string;
  range: Range;
  /** What to put in the place of the range; absent where nobody can tell. It keeps the meaning. */
  fix?: { title: string; newText: string };
}

/** What stands in a tune file, with the places of its parts. */
export interface ParsedTune {
  text: string;
  /** Absent when it is no tune: then `findings` says why. */
  tune?: Tune;
  /** What the file alone tells is wrong. */
  findings: TuneFinding[];
  /** The place of a value, of its nearest parent where it is absent; the first character where there is none at all. */
  rangeOf(path: TunePath): Range;
  /** The place of a key; of its nearest parent's value where it is absent. */
  keyRangeOf(path: TunePath): Range;
}

/** Reads the text of a tune: JSON with comments and trailing commas. It never throws. */
export function parseTune(text: string): ParsedTune {
  const lines = new LineIndex(text);
  const errors: ParseError[] = [];
  const root = readTree(text, errors);
  const rangeOf = (path: TunePath) => rangeOfNode(lines, nodeAt(root, path));
  const keyRangeOf = (path: TunePath) => {
    const node = root && findNodeAtLocation(root, [...path]);
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return key ? rangeOfNode(lines, key) : rangeOf(path);
  };
  const findings = errors.slice(0, MOST_SYNTAX_FINDINGS).map(
    ({ offset, length }): TuneFinding => ({
      rule: 'tune/syntax',
      severity: 'error',
      message: 'This is not valid JSON.',
      remedy: 'Mend the syntax: a comma, a quote or a brace is missing or too many.',
      range: lines.rangeOf(offset, offset + Math.max(1, length)),
    }),
  );
  const parsed: ParsedTune = { text, findings, rangeOf, keyRangeOf };
  if (!root) {
    if (findings.length === 0) findings.push(emptyFinding(lines));
    return parsed;
  }
  const read = tuneFileType.safeParse(jsonValue(root));
  if (read.success) return errors.length > 0 ? parsed : { ...parsed, tune: read.data };
  findings.push(...read.error.issues.flatMap(issue => issueFindings(issue, parsed)));
  return parsed;
}

const MOST_SYNTAX_FINDINGS = 20;

function readTree(text: string, errors: ParseError[]): Node | undefined {
  try {
    // A byte order mark is not worth a complaint; a space keeps the offsets.
    return parseTree(text.replace(/^\uFEFF/, ' '), errors, {
      allowTrailingComma: true,
      allowEmptyContent: true,
    });
  } catch {
    errors.push({ error: 1, offset: 0, length: text.length });
    return undefined;
  }
}

function nodeAt(root: Node | undefined, path: TunePath): Node | undefined {
  if (!root) return undefined;
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
    if (node) return node;
  }
  return root;
}

/** An object is marked by its opening brace: underlining it whole would hide everything else. */
function rangeOfNode(lines: LineIndex, node: Node | undefined): Range {
  if (!node) return lines.rangeOf(0, 1);
  const long = node.type === 'object' || node.type === 'array';
  return lines.rangeOf(node.offset, node.offset + (long ? 1 : node.length));
}

function emptyFinding(lines: LineIndex): TuneFinding {
  return {
    rule: 'tune/shape',
    severity: 'error',
    message: 'The file is empty.',
    remedy: 'Run New Tune, or write an object with "connection", "model" and "training".',
    range: lines.rangeOf(0, 1),
  };
}

function issueFindings(issue: z.core.$ZodIssue, parsed: ParsedTune): TuneFinding[] {
  const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
  const [first] = path;
  const base = { rule: ruleFor(path), severity: 'error' as const };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      ...base,
      message: `A tune has no key "${[...path, key].join('.')}".`,
      remedy: path.length === 0 ? suggest(key, TUNE_KEYS) : 'Delete it.',
      range: parsed.keyRangeOf([...path, key]),
    }));
  }
  const isMissing = issue.code === 'invalid_type' && path.length === 1 && !present(parsed, path);
  if (isMissing) {
    const message = `"${String(first)}" is missing.`;
    return [{ ...base, message, remedy: `Add "${String(first)}".`, range: parsed.rangeOf([]) }];
  }
  const message = path.length === 0 ? 'A tune is an object.' : `"${path.join('.')}" cannot be this.`;
  return [{ ...base, message, remedy: remedyFor(issue), range: parsed.rangeOf(path) }];
}

function present(parsed: ParsedTune, path: TunePath): boolean {
  const root = readTree(parsed.text, []);
  return root !== undefined && findNodeAtLocation(root, [...path]) !== undefined;
}

/** Launch rules have the same ids here as in the table of rules. */
function ruleFor([first]: TunePath): string {
  if (first === 'suffix') return 'launch/suffix';
  if (first === 'hyperparameters' || first === 'seed') return 'launch/hyperparameters';
  if (first === 'metadata') return 'launch/metadata';
  return 'tune/shape';
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_union':
      return remedyForUnion(issue.errors.flat());
    case 'invalid_value':
      return `Possible: ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `At most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}.`;
    case 'too_small':
      return issue.inclusive === false
        ? `More than ${issue.minimum}.`
        : `At least ${issue.minimum}${issue.origin === 'string' ? ' character' : ''}.`;
    case 'invalid_type':
      return `Write ${NAMES[issue.expected] ?? `a value of the type ${issue.expected}`}.`;
    case 'invalid_key':
      return 'Keys have at most 64 characters.';
    default:
      return 'See what completion offers here.';
  }
}

/** Of what each side of a union wants, that of the numbers says most. */
function remedyForUnion(issues: readonly z.core.$ZodIssue[]): string {
  const bound = issues.find(one => one.code === 'too_big' || one.code === 'too_small');
  if (bound) return `${remedyFor(bound)} Or "auto".`;
  const wholes = issues.some(one => one.code === 'invalid_type' && one.expected === 'int');
  return wholes ? 'Write a whole number or "auto".' : 'Write a number or "auto".';
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  int: 'a whole number',
  number: 'a number',
  object: 'an object in braces',
  array: 'a list in brackets',
  record: 'an object in braces',
};
