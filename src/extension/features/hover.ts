import * as vscode from 'vscode';
import type { Finding } from '../../core/lint/finding.ts';
import type { Rule } from '../../core/lint/rule.ts';
import { toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';
import { commandUri } from '../typed.ts';

/**
 * What VS Code's own hover does not say of a finding: why it matters and what the provider would have answered. All of
 * it comes from the rules; nothing from the file gets into its Markdown.
 */
export function registerHover({ lint }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    async provideHover(document, position) {
      if (!lint.documentOf(document.uri)) return undefined;
      const state = await lint.current(document.uri);
      const findings = (state?.report?.findings ?? []).filter(({ range }) =>
        toVsCodeRange(range).contains(position),
      );
      const [first] = findings;
      if (!first) return undefined;
      const { ruleOf } = await import('../../core/lint/registry.ts');
      const { targetOf } = await import('../../core/targets/registry.ts');
      const target = targetOf(first.target)?.title ?? first.target;
      const ids = new Set(findings.map(finding => finding.rule));
      const texts = [...ids].flatMap(id => ruleOf(id) ?? []).map(rule => explain(rule, target, ids.size > 1));
      return new vscode.Hover(texts, smallest(findings));
    },
  });
}

function explain(rule: Rule, target: string, isOneOfMany: boolean): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['tunewright.showRule'] };
  if (isOneOfMany) text.appendMarkdown(`**${rule.id}** `);
  text.appendText(rule.why);
  // The chosen consumer's own words come first.
  const said = [...(rule.says ?? [])].sort((a, b) => Number(b.who === target) - Number(a.who === target));
  for (const { who, text: words } of said.slice(0, 3)) {
    text.appendMarkdown('\n\n> **').appendText(who).appendMarkdown('** would have said: ').appendText(words);
  }
  text.appendMarkdown(`\n\n[About this rule](${commandUri('tunewright.showRule', rule.id)}) · for `);
  return text.appendText(target);
}

function smallest(findings: readonly Finding[]): vscode.Range | undefined {
  const ranges = findings.map(finding => toVsCodeRange(finding.range));
  return ranges.find(range => ranges.every(other => other.contains(range)));
}
