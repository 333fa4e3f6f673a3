import * as vscode from 'vscode';
import type { TuneFinding } from '../../core/tune/parseTune.ts';
import type { Preflight, PreflightIssue } from '../../core/tune/preflight/preflight.ts';
import { toVsCodeRange } from '../convert.ts';

/** Where an issue of a preflight can be looked at. */
export interface IssuePlace {
  /** What the link says. */
  label: string;
  uri: vscode.Uri;
  range?: vscode.Range;
  /** True for a dataset, whose findings are in the Problems panel once it is linted. */
  lints?: boolean;
}

/** The place of an issue: in the tune, in a dataset, or nowhere. */
export function issuePlaces(
  issue: PreflightIssue,
  findings: readonly TuneFinding[],
  preflight: Preflight | undefined,
  tune: vscode.Uri,
): IssuePlace | undefined {
  const finding = findings.find(({ rule, message }) => rule === issue.code && message === issue.message);
  if (finding) {
    const range = toVsCodeRange(finding.range);
    return { label: `line ${range.start.line + 1} of the tune`, uri: tune, range };
  }
  const file = preflight?.files.find(({ given }) => issue.message.includes(given));
  if (!file || !issue.code.startsWith('preflight/')) return undefined;
  const uri = vscode.Uri.file(file.planned.path);
  if (issue.code === 'preflight/examples-cut') {
    const line = file.tokens.cutLines[0] ?? 0;
    return { label: `line ${line + 1} of ${file.given}`, uri, range: new vscode.Range(line, 0, line, 0) };
  }
  const first = file.worst[0];
  return {
    label: file.given,
    uri,
    lints: true,
    ...(first && { range: toVsCodeRange(first.range) }),
  };
}
