import { count } from '../../text/count.ts';
import type { TuneFinding } from '../parseTune.ts';
import type { Preflight, PreflightIssue, SurveyedFile } from './preflight.ts';

/** What speaks against a launch: what was found in the tune, in its files, and about the money. The worst first. */
export function issuesOf(preflight: Preflight, findings: readonly TuneFinding[]): PreflightIssue[] {
  const issues = [
    ...findings.map(({ rule, severity, message, remedy }) => ({ code: rule, severity, message, remedy })),
    ...preflight.files.flatMap(file => fileIssues(file)),
    ...moneyIssues(preflight),
    ...ledgerIssues(preflight),
    ...tokenIssues(preflight),
  ];
  return issues.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

const ORDER = { error: 0, warning: 1, info: 2 };

function fileIssues({ role, given, totals, tokens, target, planned }: SurveyedFile): PreflightIssue[] {
  const issues: PreflightIssue[] = [];
  const add = (severity: PreflightIssue['severity'], code: string, message: string, remedy: string) =>
    issues.push({ code: `preflight/${code}`, severity, message, remedy, role });
  if (tokens.examples === 0) {
    add(
      'error',
      'no-examples',
      `${given} holds no examples.`,
      planned.bytes === 0 ? 'It is empty.' : 'Lint it to see why.',
    );
  }
  if (totals.error > 0) {
    const message = `${given} has ${count(totals.error, 'error')} for ${target}: it would be refused.`;
    add('error', 'file-errors', message, 'Run Prepare Dataset, or open it and mend what is underlined.');
  }
  if (totals.warning > 0) {
    const why = role === 'training' ? 'the training would suffer' : 'what it measures would mislead';
    const message = `${given} has ${count(totals.warning, 'warning')} for ${target}: ${why}.`;
    add('warning', 'file-warnings', message, 'Open it and look at what is underlined.');
  }
  if (tokens.cut > 0) {
    const message = `${count(tokens.cut, 'example')} of ${given} ${tokens.cut === 1 ? 'is' : 'are'} too long and would be cut at the end, where the answer stands.`;
    add(
      'warning',
      'examples-cut',
      message,
      `Shorten them: the first is on line ${(tokens.cutLines[0] ?? 0) + 1}.`,
    );
  }
  return issues;
}

/** A cap holds only as far as the ledger can be read. Without one, or for nothing, no launch depends on it. */
function ledgerIssues({ spending: { unread, cap, verdict }, price }: Preflight): PreflightIssue[] {
  if (unread === undefined || cap === undefined || verdict === 'over' || price.kind === 'free') return [];
  const lines = count(unread, 'line');
  return [
    {
      code: 'preflight/ledger-unread',
      severity: 'warning',
      message: `${lines} of the ledger could not be read, so more may be spent than is counted, and the cap of $${cap.toFixed(2)} may be crossed.`,
      remedy: 'Open them with Show Spending and mend them.',
    },
  ];
}

function moneyIssues({ spending, price }: Preflight): PreflightIssue[] {
  const { verdict, cap = 0, committed } = spending;
  if (verdict === 'over') {
    const message = `The spending cap of $${cap.toFixed(2)} would be crossed: $${committed.toFixed(2)} are spent or reserved this month.`;
    return [
      {
        code: 'preflight/over-cap',
        severity: 'error',
        message,
        remedy: 'Raise it with Set Spending Cap, or wait for the next month.',
      },
    ];
  }
  if (price.kind !== 'unknown') return [];
  const capped = verdict === 'unknown' ? ` Nobody can say whether the cap of $${cap.toFixed(2)} holds.` : '';
  return [
    {
      code: 'preflight/price-unknown',
      severity: 'warning',
      message: `The price is unknown. ${price.reason}${capped}`,
      remedy: 'Look it up with the provider before you launch.',
    },
  ];
}

function tokenIssues({ exactTokens, model }: Preflight): PreflightIssue[] {
  if (exactTokens) return [];
  const message = `Tokens are estimated: the tokenizer of ${model}, or the format, is not known to the last token.`;
  return [
    {
      code: 'preflight/tokens-estimated',
      severity: 'info',
      message,
      remedy: 'Expect a quarter more or less.',
    },
  ];
}
