import type { CommandId } from './commands.ts';

/**
 * Commands that send texts of the workspace, spend, or delete what cannot be brought back, with what they do as the
 * beginning of a sentence. In a workspace that is not trusted they do nothing but say so. A launch is not among them: its
 * page shows what stands in the way, and the job service refuses. Nor is cancelling: it stops the spending.
 */
export const NEED_TRUST: Partial<Record<CommandId, string>> = {
  'tunewright.runOverDataset': 'A run sends texts of the workspace to a model',
  'tunewright.runOverFolder': 'A run sends texts of the workspace to a model',
  'tunewright.resumeRun': 'A run sends texts of the workspace to a model',
  'tunewright.generateConversations': 'A run sends texts of the workspace to a model',
  'tunewright.teachUnknown': 'Questions of the dataset would be sent to a model',
  'tunewright.uploadSelected': 'An upload sends datasets to a provider',
  'tunewright.deleteFile': 'A file on a connection would be deleted for good',
  'tunewright.deleteUnusedFiles': 'Files on a connection would be deleted for good',
  'tunewright.deleteModel': 'A model would be deleted for good',
  'tunewright.resumeJob': 'A job that goes on costs money',
};
