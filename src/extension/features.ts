import type * as vscode from 'vscode';
import { registerCompareCompletion } from './evaluate/compareCompletion.ts';
import { registerCompareProblems } from './evaluate/compareProblems.ts';
import { registerCompareDatasets } from './features/compareDatasets.ts';
import { registerChat } from './features/chat.ts';
import { registerComparePage } from './features/comparePage.ts';
import { registerCompareTests } from './features/compareTests.ts';
import { registerConnections } from './features/connections.ts';
import { registerConvertDataset } from './features/convertDataset.ts';
import { registerDatasetMenu } from './features/datasetMenu.ts';
import { registerDatasetPages } from './features/datasetPages.ts';
import { registerDatasetsView } from './features/datasetsView.ts';
import { registerExampleHover } from './features/exampleHover.ts';
import { registerExampleSymbols } from './features/exampleSymbols.ts';
import { registerFixMany } from './features/fixMany.ts';
import { registerFollowJobs } from './features/followJobs.ts';
import { registerHover } from './features/hover.ts';
import { registerIgnoreRule } from './features/ignoreRule.ts';
import { registerImportEvaluation } from './features/importEvaluation.ts';
import { registerImportPrompt } from './features/importPrompt.ts';
import { registerJobPages } from './features/jobPages.ts';
import { registerJobsView } from './features/jobsView.ts';
import { registerNewComparison } from './features/newComparison.ts';
import { registerMoveTune } from './features/moveTune.ts';
import { registerNewTune } from './features/newTune.ts';
import { registerTuneCommands } from './features/tuneCommands.ts';
import { registerTuneCompletion } from './features/tuneCompletion.ts';
import { registerTuneFixes } from './features/tuneFixes.ts';
import { registerTuneLens } from './features/tuneLens.ts';
import { registerLargeFiles } from './features/largeFiles.ts';
import { registerLaunchPages } from './features/launchPages.ts';
import { registerLintAgain } from './features/lintAgain.ts';
import { registerLintDataset } from './features/lintDataset.ts';
import { registerMakeDataset } from './features/makeDataset.ts';
import { registerOpenProjectFile } from './features/openProjectFile.ts';
import { registerPrepareDataset } from './features/prepareDataset.ts';
import { registerPreviewLens } from './features/previewLens.ts';
import { registerPreviewPrompt } from './features/previewPrompt.ts';
import { registerProblems } from './features/problems.ts';
import { registerProjectFileProblems } from './features/projectFileProblems.ts';
import { registerPromptCompletion } from './features/promptCompletion.ts';
import { registerPromptFixes } from './features/promptFixes.ts';
import { registerPromptHover } from './features/promptHover.ts';
import { registerPromptNavigation } from './features/promptNavigation.ts';
import { registerPromptProblems } from './features/promptProblems.ts';
import { registerQuickFixes } from './features/quickFixes.ts';
import { registerRenderAgain } from './features/renderAgain.ts';
import { registerRewriteFile } from './features/rewriteFile.ts';
import { registerRuleDocumentation } from './features/ruleDocumentation.ts';
import { registerRunOver } from './features/runOver.ts';
import { registerSampleDataset } from './features/sampleDataset.ts';
import { registerRunPrompt } from './features/runPrompt.ts';
import { registerShowSpending } from './features/showSpending.ts';
import { registerSplitDataset } from './features/splitDataset.ts';
import { registerSuppressFinding } from './features/suppressFinding.ts';
import { registerStatusItem } from './features/statusItem.ts';
import { registerTeachUnknown } from './features/teachUnknown.ts';
import { registerTuneProblems } from './tune/tuneProblems.ts';
import type { Services } from './services.ts';

/** Everything that a user can point at. Each feature hooks itself up and owns what it makes. */
export const FEATURES: readonly ((services: Services) => vscode.Disposable)[] = [
  registerProblems,
  registerStatusItem,
  // VS Code shows the hover of who registered last first: findings come before the example.
  registerExampleHover,
  registerHover,
  registerExampleSymbols,
  registerDatasetPages,
  registerQuickFixes,
  registerFixMany,
  registerRewriteFile,
  registerRenderAgain,
  registerIgnoreRule,
  registerSuppressFinding,
  registerTeachUnknown,
  registerLintDataset,
  registerLargeFiles,
  registerPrepareDataset,
  registerCompareDatasets,
  registerConvertDataset,
  registerDatasetMenu,
  registerLintAgain,
  registerOpenProjectFile,
  registerProjectFileProblems,
  registerRuleDocumentation,
  registerSampleDataset,
  registerConnections,
  registerComparePage,
  registerNewComparison,
  registerCompareTests,
  registerPromptProblems,
  registerPromptFixes,
  registerPromptCompletion,
  registerPromptHover,
  registerPromptNavigation,
  registerPreviewPrompt,
  registerChat,
  registerPreviewLens,
  registerRunOver,
  registerMakeDataset,
  registerRunPrompt,
  registerImportEvaluation,
  registerImportPrompt,
  registerShowSpending,
  registerFollowJobs,
  registerTuneProblems,
  registerTuneCompletion,
  registerTuneFixes,
  registerTuneLens,
  registerMoveTune,
  registerTuneCommands,
  registerNewTune,
  registerDatasetsView,
  registerJobsView,
  registerJobPages,
  registerLaunchPages,
  registerSplitDataset,
  registerCompareCompletion,
  registerCompareProblems,
];
