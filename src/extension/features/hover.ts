import * as vscode from 'vscode';
import type { Finding } from '../../core/lint/finding.ts';
import type { Rule } from '../../core/lint/rule.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
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
      const texts = [...ids].flatMap(id => {
        const rule = ruleOf(id);
        const messages = findings.flatMap(one => (one.rule === id ? one.messageId : []));
        return rule ? explain(rule, messages, target, ids.size > 1) : [];
      });
      return new vscode.Hover(texts, smallest(findings));
    },
  });
}

function explain(
  rule: Rule,
  messages: readonly string[],
  target: string,
  isOneOfMany: boolean,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['tunewright.showRule'] };
  const lead = isOneOfMany ? `**${rule.id}:** ` : '';
  // The chosen consumer's own words come first.
  const isTarget = (who: string) => target.startsWith(who);
  const said = (rule.says ?? [])
    .filter(({ messageId }) => messageId === undefined || messages.includes(messageId))
    .sort((a, b) => Number(isTarget(b.who)) - Number(isTarget(a.who)));
  const quotes = said.slice(0, 3).map(({ who, text: words }) => {
    return `> **${escapeMarkdown(who)}** would have said: ${escapeMarkdown(words)}`;
  });
  const link = `[About this rule](${commandUri('tunewright.showRule', rule.id)})`;
  const foot = `${link} · Target: ${escapeMarkdown(target)}`;
  return text.appendMarkdown([lead + rule.why, ...quotes, foot].join('\n\n'));
}

function smallest(findings: readonly Finding[]): vscode.Range | undefined {
  const ranges = findings.map(finding => toVsCodeRange(finding.range));
  return ranges.find(range => ranges.every(other => other.contains(range)));
}
