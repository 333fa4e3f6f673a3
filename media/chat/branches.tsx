import { Button } from '../shared/button.tsx';

interface BranchesProps {
  branches: readonly number[];
  /** Index of the one in sight. */
  at: number;
  onSwitch: (turn: number) => void;
}

/** Leads from one continuation to the next; nothing where there is only one. */
export function Branches({ branches, at, onSwitch }: BranchesProps) {
  if (branches.length < 2) return null;
  const step = (name: string, sign: string, to: number | undefined) => (
    <Button
      kind="link"
      label={`${name} branch`}
      title={`${name} branch (Alt+${name === 'Previous' ? 'Left' : 'Right'})`}
      disabled={to === undefined}
      onClick={() => to !== undefined && onSwitch(to)}
    >
      {sign}
    </Button>
  );
  return (
    <span class="branches">
      {step('Previous', '‹', branches[at - 1])}
      <span>
        {at + 1} of {branches.length}
      </span>
      {step('Next', '›', branches[at + 1])}
    </span>
  );
}
