import { COMMANDS, type CommandContribution, type CommandId } from './commands.ts';

export interface MenuItem {
  command: CommandId;
  when: string;
  group?: string;
}

/** What can hold training data, as far as a name can tell. Any other file can be chosen from the palette. */
const LINES = 'resourceExtname =~ /^\\.(jsonl|ndjson)$/i';
const PERHAPS = 'resourceExtname =~ /^\\.(jsonl|ndjson|json)$/i';

/** Where commands are offered. What stands in no other menu is still in the palette. */
export const MENUS: Readonly<Record<string, readonly MenuItem[]>> = {
  'explorer/context': [
    {
      command: 'tunewright.lintDataset',
      when: `resourceScheme == file && (explorerResourceIsFolder || ${PERHAPS})`,
      group: '4_tunewright@1',
    },
    {
      command: 'tunewright.prepareDataset',
      when: `resourceScheme == file && !explorerResourceIsFolder && ${LINES}`,
      group: '4_tunewright@2',
    },
  ],
  'editor/title/context': [
    {
      command: 'tunewright.prepareDataset',
      when: `resourceScheme == file && ${LINES}`,
      group: '4_tunewright@1',
    },
  ],
  'editor/context': [
    { command: 'tunewright.fixAllSafe', when: 'tunewright.inDataset', group: '4_tunewright@1' },
    { command: 'tunewright.prepareDataset', when: 'tunewright.inDataset', group: '4_tunewright@2' },
    { command: 'tunewright.showDatasetMenu', when: 'tunewright.inDataset', group: '4_tunewright@3' },
  ],
  commandPalette: Object.entries<CommandContribution>(COMMANDS).flatMap(([command, { when }]) =>
    when === undefined ? [] : [{ command: command as CommandId, when }],
  ),
};
