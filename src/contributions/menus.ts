import { JOBS_ROWS, JOBS_TITLE } from './jobMenus.ts';
import { DATASETS_ROWS, DATASETS_TITLE } from './datasetMenus.ts';
import { COMMANDS, type CommandContribution, type CommandId, IN_DATASET_PAGE } from './commands.ts';

export interface MenuItem {
  command: CommandId;
  when: string;
  group?: string;
}

/** What can hold training data, as far as a name can tell. Any other file can be chosen from the palette. */
const LINES = 'resourceExtname =~ /^\\.(jsonl|ndjson)$/i';
const PERHAPS = 'resourceExtname =~ /^\\.(jsonl|ndjson|json)$/i';

/** Tables whose rows a template can be run over. */
const ROWS = 'resourceExtname =~ /^\\.(jsonl|ndjson|csv|tsv|json)$/i';

/** Files of cases, but for plain JSON. */
const TABLE = 'resourceExtname =~ /^\\.(jsonl|ndjson|csv|tsv)$/i';

/** Tables that are converted into examples. */
const CONVERTIBLE = 'resourceExtname =~ /^\\.(csv|tsv|parquet)$/i';

/** What may hold a dialogue. */
const SCRIPT = 'resourceExtname =~ /^\\.(txt|fountain)$/i';

/** Lines that a run over many rows left out of its dataset. */
const REJECTED = 'resourceFilename =~ /_rejected( \\(\\d+\\))?\\.jsonl$/';
/** Comparisons by their names. */
const COMPARISON = 'resourceFilename =~ /\\.compare\\.jsonc?$/i';

/** Chat templates by their names. Other JSON and template files are previewed from the palette. */
const TENSORZERO = 'resourceFilename =~ /^tensorzero\\.toml$/i';
const PROMPT = 'resourceFilename =~ /\\.prompt\\.json$|\\.prompty$/i';

/** Who talks to whom, by its name. */
const USERS = 'resourceFilename =~ /\\.users\\.jsonc?$/i';

/** Tunes by their names. */
const TUNE = 'resourceFilename =~ /\\.tune\\.json$/i';

const CONNECTIONS = 'view == tunewright.connections';
const DATASET_CHANGES = 'view == tunewright.datasetChanges';
const CONNECTION = `${CONNECTIONS} && viewItem =~ /^connection\\b/`;
const OWN_CONNECTION = `${CONNECTION} && viewItem =~ /\\bown\\b/`;

/** In a remote window a file on the other machine is `vscode-remote` to menus, though `file` to the extension there. */
const ON_DISK = 'resourceScheme =~ /^(file|vscode-remote)$/';

/** Where commands are offered. What stands in no other menu is still in the palette. */
export const MENUS: Readonly<Record<string, readonly MenuItem[]>> = {
  'explorer/context': [
    {
      command: 'tunewright.openComparison',
      when: `!explorerResourceIsFolder && ${COMPARISON}`,
      group: '4_tunewright@0',
    },
    {
      command: 'tunewright.makeDatasetFromFeedback',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${COMPARISON}`,
      group: '4_tunewright@1',
    },
    {
      command: 'tunewright.openDatasetPage',
      when: `!explorerResourceIsFolder && ${LINES}`,
      group: '4_tunewright@0',
    },
    {
      command: 'tunewright.lintDataset',
      when: `${ON_DISK} && (explorerResourceIsFolder || ${PERHAPS})`,
      group: '4_tunewright@1',
    },
    {
      command: 'tunewright.prepareDataset',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${LINES}`,
      group: '4_tunewright@2',
    },
    {
      command: 'tunewright.previewPrompt',
      when: `!explorerResourceIsFolder && (${PROMPT} || ${TENSORZERO})`,
      group: '4_tunewright@3',
    },
    {
      command: 'tunewright.convertDataset',
      when: `${ON_DISK} && !explorerResourceIsFolder && (${PERHAPS} || ${CONVERTIBLE})`,
      group: '4_tunewright@3',
    },
    {
      command: 'tunewright.newTune',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${LINES}`,
      group: '4_tunewright@6',
    },
    {
      command: 'tunewright.launchTune',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${TUNE}`,
      group: '4_tunewright@3',
    },
    {
      command: 'tunewright.moveTune',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${TUNE}`,
      group: '4_tunewright@4',
    },
    {
      command: 'tunewright.chat',
      when: `!explorerResourceIsFolder && ${PROMPT}`,
      group: '4_tunewright@5',
    },
    {
      command: 'tunewright.newComparison',
      when: `!explorerResourceIsFolder && (${PROMPT} || ${TABLE})`,
      group: '4_tunewright@7',
    },
    {
      command: 'tunewright.importEvaluation',
      when: `!explorerResourceIsFolder && resourceFilename =~ /^promptfooconfig.*\\.(ya?ml|json)$/i`,
      group: '4_tunewright@3',
    },
    {
      command: 'tunewright.importPrompt',
      when: `!explorerResourceIsFolder && resourceFilename =~ /\\.prompty$|^tensorzero\\.toml$/i`,
      group: '4_tunewright@3',
    },
    {
      command: 'tunewright.compareDatasetWith',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${PERHAPS}`,
      group: '4_tunewright@4',
    },
    {
      command: 'tunewright.compareDatasetWithGit',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${LINES}`,
      group: '4_tunewright@5',
    },
    {
      command: 'tunewright.generateConversations',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${USERS}`,
      group: '4_tunewright@0',
    },
    {
      command: 'tunewright.runOverDataset',
      when: `${ON_DISK} && !explorerResourceIsFolder && (${ROWS} || ${PROMPT})`,
      group: '5_tunewright@1',
    },
    {
      command: 'tunewright.runOverFolder',
      when: `${ON_DISK} && (explorerResourceIsFolder || ${PROMPT})`,
      group: '5_tunewright@2',
    },
    {
      command: 'tunewright.makeDatasetFromTable',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${ROWS} && !(${PROMPT})`,
      group: '5_tunewright@3',
    },
    {
      command: 'tunewright.makeDatasetFromDialogue',
      when: `${ON_DISK} && !explorerResourceIsFolder && ${SCRIPT}`,
      group: '5_tunewright@4',
    },
    {
      command: 'tunewright.reviewRejected',
      when: `${ON_DISK} && ${REJECTED}`,
      group: '5_tunewright@5',
    },
  ],
  'editor/title': [
    {
      command: 'tunewright.openDatasetPage',
      when: `${LINES} && !(${IN_DATASET_PAGE}) && !isInDiffEditor`,
      group: 'navigation@1',
    },
    { command: 'tunewright.previewPrompt', when: `${PROMPT} || ${TENSORZERO}`, group: 'navigation@1' },
    { command: 'tunewright.runPrompt', when: PROMPT, group: 'navigation@2' },
    { command: 'tunewright.chat', when: PROMPT, group: 'navigation@3' },
    { command: 'tunewright.launchTune', when: TUNE, group: 'navigation@1' },
    { command: 'tunewright.generateConversations', when: USERS, group: 'navigation@1' },
    { command: 'tunewright.openComparison', when: COMPARISON, group: 'navigation@1' },
  ],
  'editor/title/context': [
    {
      command: 'tunewright.prepareDataset',
      when: `${ON_DISK} && ${LINES}`,
      group: '4_tunewright@1',
    },
  ],
  'editor/context': [
    { command: 'tunewright.openDatasetPage', when: 'tunewright.inDataset', group: '4_tunewright@0' },
    { command: 'tunewright.fixAllSafe', when: 'tunewright.inDataset', group: '4_tunewright@1' },
    { command: 'tunewright.prepareDataset', when: 'tunewright.inDataset', group: '4_tunewright@2' },
    { command: 'tunewright.convertDataset', when: 'tunewright.inDataset', group: '4_tunewright@3' },
    { command: 'tunewright.showDatasetMenu', when: 'tunewright.inDataset', group: '4_tunewright@4' },
  ],
  'view/title': [
    { command: 'tunewright.addConnection', when: CONNECTIONS, group: 'navigation@1' },
    { command: 'tunewright.findLocalServers', when: CONNECTIONS, group: 'navigation@2' },
    { command: 'tunewright.compareAgain', when: DATASET_CHANGES, group: 'navigation@1' },
    { command: 'tunewright.closeDatasetChanges', when: DATASET_CHANGES, group: 'navigation@2' },
    ...DATASETS_TITLE,
    ...JOBS_TITLE,
  ],
  'view/item/context': [
    ...DATASETS_ROWS,
    ...JOBS_ROWS,
    {
      command: 'tunewright.enterKey',
      when: `${CONNECTION} && viewItem =~ /\\bnoKey\\b/ && viewItem =~ /\\bkeyed\\b/`,
      group: 'inline@1',
    },
    { command: 'tunewright.testConnection', when: CONNECTION, group: 'inline@2' },
    { command: 'tunewright.testConnection', when: CONNECTION, group: '1_use@1' },
    { command: 'tunewright.enterKey', when: `${CONNECTION} && viewItem =~ /\\bkeyed\\b/`, group: '1_use@2' },
    { command: 'tunewright.renameConnection', when: OWN_CONNECTION, group: '2_edit@1' },
    {
      command: 'tunewright.changeAddress',
      when: `${OWN_CONNECTION} && viewItem =~ /\\baddressed\\b/`,
      group: '2_edit@2',
    },
    { command: 'tunewright.removeConnection', when: OWN_CONNECTION, group: '3_remove@1' },
    { command: 'tunewright.chat', when: `${CONNECTIONS} && viewItem == model`, group: 'inline@1' },
    { command: 'tunewright.copyModelName', when: `${CONNECTIONS} && viewItem == model`, group: 'inline@2' },
    { command: 'tunewright.chat', when: `${CONNECTIONS} && viewItem == model`, group: '1_use@1' },
    { command: 'tunewright.copyModelName', when: `${CONNECTIONS} && viewItem == model`, group: '1_use@2' },
    { command: 'tunewright.newComparison', when: `${CONNECTIONS} && viewItem == model`, group: '1_use@3' },
  ],
  commandPalette: Object.entries<CommandContribution>(COMMANDS).flatMap(([command, { when }]) =>
    when === undefined ? [] : [{ command: command as CommandId, when }],
  ),
};
