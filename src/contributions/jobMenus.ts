import type { MenuItem } from './menus.ts';

const VIEW = 'view == tunewright.jobs';
const JOB = `${VIEW} && viewItem =~ /^job\\b/`;
const has = (word: string) => `${JOB} && viewItem =~ /\\b${word}\\b/`;
const RESULT = `${VIEW} && viewItem =~ /^result\\b/`;
const CHECKPOINT = `${VIEW} && viewItem =~ /^checkpoint usable/`;
const MODEL = `${VIEW} && viewItem =~ /^(result\\b|checkpoint usable)|^job\\b.*\\btuned\\b/`;

/** The buttons of the Jobs view. */
export const JOBS_TITLE: readonly MenuItem[] = [
  { command: 'tunewright.refreshJobs', when: VIEW, group: 'navigation@3' },
];

/** What can be done to a row of it: what the provider can do decides, as the row's words say. */
export const JOBS_ROWS: readonly MenuItem[] = [
  { command: 'tunewright.pauseJob', when: has('can-pause'), group: 'inline@1' },
  { command: 'tunewright.resumeJob', when: has('can-resume'), group: 'inline@1' },
  { command: 'tunewright.cancelJob', when: has('can-cancel'), group: 'inline@2' },
  { command: 'tunewright.chatWithJobModel', when: RESULT, group: 'inline@0' },
  { command: 'tunewright.copyJobModel', when: RESULT, group: 'inline@1' },
  { command: 'tunewright.copyJobModel', when: CHECKPOINT, group: 'inline@1' },
  { command: 'tunewright.openJob', when: JOB, group: '1_open@1' },
  { command: 'tunewright.compareCurves', when: JOB, group: '1_open@2' },
  { command: 'tunewright.pauseJob', when: has('can-pause'), group: '2_act@1' },
  { command: 'tunewright.resumeJob', when: has('can-resume'), group: '2_act@1' },
  { command: 'tunewright.cancelJob', when: has('can-cancel'), group: '2_act@2' },
  { command: 'tunewright.copyJobModel', when: MODEL, group: '3_model@1' },
  { command: 'tunewright.chatWithJobModel', when: MODEL, group: '3_model@0' },
  { command: 'tunewright.newComparison', when: MODEL, group: '3_model@2' },
  { command: 'tunewright.continueFromModel', when: MODEL, group: '3_model@3' },
  { command: 'tunewright.cloneTune', when: has('planned'), group: '3_model@4' },
  { command: 'tunewright.moveJob', when: has('planned'), group: '3_model@5' },
  { command: 'tunewright.deleteUnusedFiles', when: has('strays'), group: '4_delete@1' },
  {
    command: 'tunewright.deleteModel',
    when: `${RESULT} && viewItem =~ /\\bdeletable\\b/`,
    group: '4_delete@2',
  },
  { command: 'tunewright.removeJob', when: JOB, group: '4_delete@3' },
];
