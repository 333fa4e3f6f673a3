/** What the workbench shows of a command. */
export interface CommandContribution {
  title: string;
  /** Where the palette offers it; everywhere when absent. */
  when?: string;
  /** Name of a codicon, where it is a button of a view; absent where it is never one. */
  icon?: string;
}

/** An editor that shows a dataset. Set by the extension: see `CONTEXT_KEYS`. */
const IN_DATASET = 'tunewright.inDataset';

/** A dataset page is in front. */
export const IN_DATASET_PAGE = 'activeCustomEditorId =~ /^tunewright\\.dataset/';

/** The commands that people see. They all stand under the category Tunewright. */
export const COMMANDS = {
  'tunewright.lintDataset': { title: 'Lint Dataset' },
  'tunewright.prepareDataset': { title: 'Prepare Dataset' },
  'tunewright.convertDataset': { title: 'Convert Dataset' },
  'tunewright.compareDatasetWith': { title: 'Compare Dataset With…' },
  'tunewright.compareDatasetWithGit': { title: 'Compare Dataset With Last Commit' },
  'tunewright.compareAgain': {
    title: 'Compare Again',
    when: 'tunewright.hasDatasetChanges',
    icon: 'refresh',
  },
  'tunewright.closeDatasetChanges': {
    title: 'Close Dataset Changes',
    when: 'tunewright.hasDatasetChanges',
    icon: 'close',
  },
  'tunewright.splitDataset': { title: 'Split Dataset' },
  'tunewright.openDatasetPage': { title: 'Open Dataset Page', icon: 'table' },
  'tunewright.goToExample': { title: 'Go to Example…', when: `${IN_DATASET} || ${IN_DATASET_PAGE}` },
  'tunewright.showDatasetMenu': { title: 'Show Dataset Menu', when: IN_DATASET },
  'tunewright.fixAllSafe': { title: 'Fix All Safe Problems', when: IN_DATASET },
  'tunewright.teachUnknown': { title: 'Add “I Don’t Know” Examples…', when: IN_DATASET },
  'tunewright.lintAgain': { title: 'Lint Again', when: IN_DATASET },
  'tunewright.clearFindings': { title: 'Clear Findings of Closed Files' },
  'tunewright.openProjectFile': { title: 'Open Project File' },
  'tunewright.showRule': { title: 'Show Rule Documentation' },
  'tunewright.openSample': { title: 'Open Sample Dataset' },
  'tunewright.showLog': { title: 'Show Log' },
  'tunewright.previewPrompt': { title: 'Preview Prompt', icon: 'open-preview' },
  'tunewright.runPrompt': { title: 'Run Prompt', icon: 'play' },
  'tunewright.runPromptTimes': { title: 'Run Prompt Several Times…' },
  'tunewright.stopRun': { title: 'Stop Run of Prompt' },
  'tunewright.chooseRunTarget': { title: 'Choose Connection and Model of Prompt' },
  'tunewright.showRunHistory': { title: 'Show Run History of Prompt' },
  'tunewright.importPrompt': { title: 'Import Prompt' },
  'tunewright.importEvaluation': { title: 'Import Evaluation' },
  'tunewright.copyPromptAs': { title: 'Copy Prompt As Code…' },
  'tunewright.chat': { title: 'Chat', icon: 'comment-discussion' },
  'tunewright.runOverDataset': { title: 'Run over Dataset' },
  'tunewright.runOverFolder': { title: 'Run over Folder' },
  'tunewright.resumeRun': { title: 'Resume Run' },
  'tunewright.reviewRejected': { title: 'Review Rejected Lines', icon: 'checklist' },
  'tunewright.generateConversations': { title: 'Generate Conversations', icon: 'comment-discussion' },
  'tunewright.makeDatasetFromTable': { title: 'Make Dataset from Table' },
  'tunewright.makeDatasetFromDialogue': { title: 'Make Dataset from Dialogue' },
  'tunewright.makeDatasetFromFeedback': { title: 'Make Dataset from Feedback' },
  'tunewright.newComparison': { title: 'New Comparison', icon: 'split-horizontal' },
  'tunewright.runComparison': { title: 'Run Comparison', icon: 'play' },
  'tunewright.openComparison': { title: 'Open Comparison', icon: 'split-horizontal' },
  'tunewright.addConnection': { title: 'Add Connection', icon: 'add' },
  'tunewright.findLocalServers': { title: 'Find Local Servers', icon: 'search' },
  'tunewright.testConnection': { title: 'Test Connection', icon: 'plug' },
  'tunewright.enterKey': { title: 'Enter Key', icon: 'key' },
  'tunewright.renameConnection': { title: 'Rename Connection' },
  'tunewright.changeAddress': { title: 'Change Address of Connection' },
  'tunewright.removeConnection': { title: 'Remove Connection' },
  'tunewright.newTune': { title: 'New Tune', icon: 'add' },
  'tunewright.checkTune': { title: 'Check Tune' },
  'tunewright.estimateTune': { title: 'Estimate Tune' },
  'tunewright.moveTune': { title: 'Move This Tune…' },
  'tunewright.showSpending': { title: 'Show Spending' },
  'tunewright.setSpendingCap': { title: 'Set Spending Cap' },
  'tunewright.refreshDatasets': { title: 'Refresh Datasets', when: 'false', icon: 'refresh' },
  'tunewright.groupByFormat': { title: 'Group by Format', when: 'false', icon: 'symbol-structure' },
  'tunewright.groupByFolder': { title: 'Group by Folder', when: 'false', icon: 'folder' },
  'tunewright.lintSelected': { title: 'Lint', when: 'false', icon: 'checklist' },
  'tunewright.prepareSelected': { title: 'Prepare…', when: 'false' },
  'tunewright.splitSelected': { title: 'Split…', when: 'false' },
  'tunewright.pairSelected': { title: 'Choose Validation File…', when: 'false' },
  'tunewright.unpairSelected': { title: 'Forget Validation File', when: 'false' },
  'tunewright.uploadSelected': { title: 'Upload…', when: 'false' },
  'tunewright.refreshFiles': { title: 'Refresh Files', when: 'false', icon: 'refresh' },
  'tunewright.copyFileId': { title: 'Copy File ID', when: 'false', icon: 'copy' },
  'tunewright.deleteFile': { title: 'Delete File', when: 'false' },
  'tunewright.launchTune': { title: 'Launch Tune', icon: 'rocket' },
  'tunewright.launchSelected': { title: 'Launch…', when: 'false', icon: 'rocket' },
  'tunewright.refreshJobs': { title: 'Refresh Jobs', icon: 'refresh' },
  'tunewright.openJob': { title: 'Open Job', icon: 'graph-line' },
  'tunewright.compareCurves': { title: 'Compare Curves…', when: 'false' },
  'tunewright.pauseJob': { title: 'Pause Job', when: 'false', icon: 'debug-pause' },
  'tunewright.resumeJob': { title: 'Resume Job', when: 'false', icon: 'debug-continue' },
  'tunewright.cancelJob': { title: 'Cancel Job', icon: 'debug-stop' },
  'tunewright.copyJobModel': { title: 'Copy Model Name', when: 'false', icon: 'copy' },
  'tunewright.chatWithJobModel': { title: 'Chat', when: 'false', icon: 'comment-discussion' },
  'tunewright.continueFromModel': { title: 'Continue From This Model', when: 'false' },
  'tunewright.cloneTune': { title: 'Clone the Tune', when: 'false' },
  'tunewright.moveJob': { title: 'Move This Tune…', when: 'false' },
  'tunewright.removeJob': { title: 'Take Off the List…', when: 'false' },
  'tunewright.deleteModel': { title: 'Delete Model…', when: 'false' },
  'tunewright.deleteUnusedFiles': { title: 'Delete Unused Files…', when: 'false' },
  'tunewright.copyModelName': { title: 'Copy Model Name', when: 'false', icon: 'copy' },
} as const satisfies Record<string, CommandContribution>;

/** Commands that only links and light bulbs of ours run, with arguments. The palette never shows them. */
export const INTERNAL_COMMANDS = [
  'tunewright.showRunningBatches',
  'tunewright.fixMany',
  'tunewright.rewriteFile',
  'tunewright.renderAgain',
  'tunewright.ignoreRule',
  'tunewright.suppressFinding',
  'tunewright.prepareForTarget',
  'tunewright.openDatasetChange',
  'tunewright.compareRuns',
] as const;

export type CommandId = keyof typeof COMMANDS | (typeof INTERNAL_COMMANDS)[number];
