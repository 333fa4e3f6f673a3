import type { ShownFinding } from '../../src/core/view/dataset/datasetView.ts';
import { Button } from '../shared/button.tsx';
import type { DatasetActions } from './actions.ts';

interface FindingsProps {
  label: string;
  /** Each with its place among all findings of the example. */
  findings: { finding: ShownFinding; at: number }[];
  /** Whether remedies are offered. */
  canFix: boolean;
  actions: DatasetActions;
}

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What the linter says of an example or of one message. */
export function Findings({ label, findings, canFix, actions }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <ul class="notes findings" aria-label={label}>
      {findings.map(({ finding, at }) => (
        <li key={at} class={finding.severity}>
          <strong>{WORDS[finding.severity]}:</strong> {finding.message}{' '}
          <Button kind="link" title="About this rule" onClick={() => actions.showRule(finding.rule)}>
            {finding.rule}
          </Button>
          {canFix &&
            finding.fixes.map((fix, number) => (
              <>
                {' '}
                <Button
                  key={fix.title}
                  title={fix.safety === 'safe' ? 'Keeps what is learnt' : 'Changes what is learnt'}
                  onClick={() => actions.fix(at, number)}
                >
                  {fix.title}
                </Button>
              </>
            ))}
        </li>
      ))}
    </ul>
  );
}
