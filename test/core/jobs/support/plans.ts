import type { LaunchPlan } from '../../../../src/core/jobs/plan.ts';

/** A plan of which tests change what they are about. */
export function planFor(changes: Partial<LaunchPlan> = {}): LaunchPlan {
  return {
    name: 'ours',
    connectionId: 'c',
    model: 'base',
    training: { path: '/data/train.jsonl', name: 'train.jsonl', bytes: 9, sha256: 'ab'.repeat(32) },
    project: { folder: '/data', name: 'data' },
    expected: {},
    ...changes,
  };
}
