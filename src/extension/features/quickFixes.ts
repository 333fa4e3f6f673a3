import * as vscode from 'vscode';
import type { Finding, Fix } from '../../core/lint/finding.ts';
import { toSignal, toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';
import { commandCall } from '../typed.ts';
import { replaceAll, toWorkspaceEdit } from './applyFixes.ts';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('tunewright');
/** Its fixes are those of `renderings`. */
const DRIFT = 'template/drift';
/** Said of every fix that is not safe. */
const CHANGES = 'changes what is learnt';

/** The light bulb, and fixing on save. Edits come finished from the service; nothing is linted again here. */
export function registerQuickFixes(services: Services): vscode.Disposable {
  const { lint } = services;
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      async provideCodeActions(document, range, { only, diagnostics }, token) {
        if (!lint.documentOf(document.uri)) return [];
        if (only?.contains(FIX_ALL)) return fixAllOnSave(services, document);
        if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
        const state = await lint.current(document.uri);
        if (toSignal(token).aborted || state?.version !== document.version) return [];
        const all = state.report?.findings ?? [];
        const here = all.filter(finding => toVsCodeRange(finding.range).intersection(range));
        return [
          ...here.flatMap(finding => ownFixes(finding, document.uri, diagnostics)),
          ...renderings(here, all, document.uri),
          ...wholeFileFixes(here, all, document.uri),
          ...conversions(here, document.uri),
          ...copies(here, document.uri),
          ...suppressions(here, document),
          ...ignores(here, document.uri),
        ];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
  );
}

/** One action that mends everything safe that edits can mend. What needs the disk is left to the light bulb. */
async function fixAllOnSave({ lint }: Services, document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  const plan = await lint.planFixes(document.uri, { safety: 'safe' });
  if (plan.version !== document.version) return [];
  const action = new vscode.CodeAction('Fix all safe Tunewright problems', FIX_ALL);
  if (plan.edits.length > 0) action.edit = toWorkspaceEdit(document.uri, plan);
  else if (plan.rewrites.includes('to-json-lines')) {
    const { version, text } = await lint.toJsonLines(document.uri);
    if (text !== undefined && version === document.version) action.edit = replaceAll(document, text);
  }
  return action.edit ? [action] : [];
}

function ownFixes(
  finding: Finding,
  uri: vscode.Uri,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  if (finding.rule === DRIFT) return [];
  return finding.fixes.map((fix, index) => {
    const action = new vscode.CodeAction(titleOf(fix), vscode.CodeActionKind.QuickFix);
    action.diagnostics = diagnostics.filter(one => isOf(one, finding));
    action.isPreferred = index === 0 && fix.safety === 'safe';
    if (fix.rewrite) {
      action.command = commandCall('tunewright.rewriteFile', fix.title, uri.toString(), fix.rewrite);
    } else action.edit = toWorkspaceEdit(uri, fix);
    return action;
  });
}

/** Prompts are written anew, so that people see the difference first: one example, or all. */
function renderings(here: readonly Finding[], all: readonly Finding[], uri: vscode.Uri): vscode.CodeAction[] {
  const linesOf = (findings: readonly Finding[]) =>
    new Set(
      findings
        .filter(({ rule, fixes }) => rule === DRIFT && fixes.length > 0)
        .map(({ range }) => range.start.line),
    );
  const [line] = linesOf(here);
  if (line === undefined) return [];
  const offer = (title: string, only?: number) => {
    const action = new vscode.CodeAction(`${title} (${CHANGES})`, vscode.CodeActionKind.QuickFix);
    action.command = commandCall('tunewright.renderAgain', title, uri.toString(), only);
    return action;
  };
  const others = linesOf(all).size > 1 ? [offer('Render all again')] : [];
  return [offer('Render again', line), ...others];
}

/** Everything of the same rules in the file, and everything safe. */
function wholeFileFixes(
  here: readonly Finding[],
  all: readonly Finding[],
  uri: vscode.Uri,
): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const offer = (title: string, selection: { rule?: string; safety: 'safe' | 'any' }) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = commandCall('tunewright.fixMany', title, uri.toString(), selection);
    actions.push(action);
  };
  for (const rule of rulesOf(here).filter(one => one !== DRIFT)) {
    const fixable = all.filter(finding => finding.rule === rule && finding.fixes.length > 0);
    if (fixable.length < 2) continue;
    const safe = fixable.filter(hasSafeFix).length;
    const title = `Fix all ${rule} problems in this file`;
    if (safe > 0) offer(title, { rule, safety: 'safe' });
    if (safe < fixable.length) offer(`${title} (${CHANGES})`, { rule, safety: 'any' });
  }
  if (here.length > 0 && all.some(hasSafeFix))
    offer('Fix all safe problems in this file', { safety: 'safe' });
  return actions;
}

/** Findings that go away in another format. */
const OF_FORMAT: readonly string[] = [
  'shape/method-mismatch',
  'shape/unknown-format',
  'shape/mixed-formats',
  'preference/key-names',
  'preference/input-shape',
];

function conversions(here: readonly Finding[], uri: vscode.Uri): vscode.CodeAction[] {
  if (uri.scheme !== 'file' || !here.some(({ rule }) => OF_FORMAT.includes(rule))) return [];
  const action = new vscode.CodeAction('Convert dataset…', vscode.CodeActionKind.QuickFix);
  action.command = commandCall('tunewright.convertDataset', action.title, uri);
  return [action];
}

/** A finding of one target only goes away in a copy that is prepared for it. */
function copies(here: readonly Finding[], uri: vscode.Uri): vscode.CodeAction[] {
  if (uri.scheme !== 'file') return [];
  const targets = new Set(
    here.flatMap(({ verdicts = [] }) =>
      verdicts.some(({ severity }) => severity !== verdicts[0]?.severity)
        ? verdicts.flatMap(({ target, severity }) => (severity === 'error' ? [target] : []))
        : [],
    ),
  );
  return [...targets].map(target => {
    const action = new vscode.CodeAction(`Write a copy for ${target}`, vscode.CodeActionKind.QuickFix);
    action.command = commandCall('tunewright.prepareForTarget', action.title, uri.toString(), target);
    return action;
  });
}

/** One for each rule: its findings in this example, or about the file where it stands in no example. */
function suppressions(here: readonly Finding[], document: vscode.TextDocument): vscode.CodeAction[] {
  if (document.uri.scheme !== 'file') return [];
  return rulesOf(here).map(rule => {
    const { line } = here.find(finding => finding.rule === rule)?.range.start ?? { line: 0 };
    const title = `Suppress ${rule} here, with a reason`;
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    const text = document.lineAt(Math.min(line, document.lineCount - 1)).text;
    const isExample = text.trimStart().startsWith('{');
    action.command = commandCall(
      'tunewright.suppressFinding',
      title,
      document.uri.toString(),
      rule,
      isExample ? text : undefined,
    );
    return action;
  });
}

function ignores(here: readonly Finding[], uri: vscode.Uri): vscode.CodeAction[] {
  const places = uri.scheme === 'file' ? (['settings', 'project'] as const) : (['settings'] as const);
  return rulesOf(here).flatMap(rule =>
    places.map(place => {
      const where = place === 'settings' ? 'the settings' : 'the project file';
      const action = new vscode.CodeAction(`Ignore ${rule} in ${where}`, vscode.CodeActionKind.QuickFix);
      action.command = commandCall('tunewright.ignoreRule', action.title, uri.toString(), rule, place);
      return action;
    }),
  );
}

function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(finding => finding.rule))];
}

function hasSafeFix({ fixes }: Finding): boolean {
  return fixes.some(fix => fix.safety === 'safe');
}

function titleOf({ title, safety }: Fix): string {
  return safety === 'safe' ? title : `${title} (${CHANGES})`;
}

function isOf({ code, range }: vscode.Diagnostic, finding: Finding): boolean {
  return (
    typeof code === 'object' && code.value === finding.rule && range.isEqual(toVsCodeRange(finding.range))
  );
}
