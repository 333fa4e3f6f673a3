import { type CommandId, IN_DATASET_PAGE } from './commands.ts';

/** Keys that start a command, where they would do nothing else. */
export const KEYBINDINGS: readonly { command: CommandId; key: string; mac: string; when: string }[] = [
  {
    command: 'tunewright.goToExample',
    key: 'ctrl+alt+g',
    mac: 'cmd+alt+g',
    when: `editorTextFocus && tunewright.inDataset || ${IN_DATASET_PAGE}`,
  },
];
