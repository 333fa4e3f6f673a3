import type { Remedy } from './plan.ts';
import type { Survey } from './survey.ts';

/** Ids of the remedies that leave out lines, whatever the format. */
export const LEAVE_OUT = {
  unreadable: 'leave-out/unreadable',
  duplicates: 'leave-out/duplicates',
  faulty: 'leave-out/faulty',
} as const;

/** What preparing offers for any dataset, with counts taken after the safe fixes. */
export function leaveOutRemedies({ table, firstOf }: Survey): Remedy[] {
  let unreadable = 0;
  let faulty = 0;
  for (let line = 0; line < table.length; line++) {
    if (table.isUnreadable(line)) unreadable += 1;
    else if (table.isFaulty(line)) faulty += 1;
  }
  const remedies = [
    {
      id: LEAVE_OUT.unreadable,
      title: 'Leave out lines that cannot be read',
      explanation:
        'These lines are no JSON object, also after the fixes that you choose. One of them is enough for a provider to refuse the whole file.',
      count: unreadable,
    },
    {
      id: LEAVE_OUT.duplicates,
      title: 'Leave out copies of examples',
      explanation:
        'The first of equal examples stays. Copies are trained on more often and paid for each time; keep them if that is what you want.',
      count: firstOf.size,
    },
    {
      id: LEAVE_OUT.faulty,
      title: 'Leave out examples that still have an error',
      explanation:
        'The consumer would refuse them, also after the fixes that you choose. Mend them by hand if you need them.',
      count: faulty,
    },
  ];
  return remedies
    .filter(({ count }) => count > 0)
    .map(remedy => ({ ...remedy, safety: 'unsafe', preselected: false }));
}
