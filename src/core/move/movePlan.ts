import type { FormatId } from '../formats/format.ts';
import type { FileFormat } from '../formats/fileFormat.ts';
import type { LossKind, RefusalKind } from '../convert/loss.ts';
import type { Tally } from '../convert/convertStream.ts';
import type { Finding, FindingTotals } from '../lint/finding.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { FileRole } from '../jobs/job.ts';
import type { Capabilities, ListedModel } from '../provider/provider.ts';
import type { Connection } from '../provider/connection.ts';
import type { TrainingMethod } from '../provider/fineTuning.ts';
import type { Tune } from '../tune/tuneFile.ts';
import type { TrainerSettings } from './mapToTool.ts';
import type { ModelProposal } from './proposeModel.ts';
import type { MovedSetting } from './settings.ts';
import type { ToolId } from './tools.ts';

/** Where a tune is moved to. */
export type MoveDestination =
  | {
      kind: 'connection';
      connection: Connection;
      capabilities: Capabilities;
      /** The models that it listed when it was last asked; absent when it was not. */
      listed?: readonly ListedModel[];
    }
  | { kind: 'tool'; tool: ToolId };

/** A dataset, and what must be done to it. Plain data. */
export interface MovedDataset {
  role: FileRole;
  /** As the tune names it. */
  given: string;
  /** Absolute path. */
  path: string;
  /** How it is judged in the new place. */
  settings: LintSettings;
  format: FileFormat;
  /** The format that it has there; absent where the consumer has none for what it holds. */
  to?: FormatId;
  /** True when its examples stay as they are, in their own format. */
  kept: boolean;
  /** Lines that are not blank. */
  examples: number;
  /** Lines that are written. */
  written: number;
  lost: Tally<LossKind>[];
  refused: Tally<RefusalKind>[];
  /** Safe fixes for the new target that are applied while it is written; for a conversion there are none. */
  fixes: number;
  /** What the linter says for the new target: of the file as it is, and of what is written. */
  before: FindingTotals;
  after: FindingTotals;
  /** The worst of what remains, at most a few. */
  worst: Finding[];
  /** Bytes of what is written. */
  bytes: number;
  /** Tokens of the longest example. */
  longestTokens: number;
  /** Whether some answer is marked as not to be learnt, and whether of each example the last answer alone is learnt. */
  weighted: boolean;
  learnsLastOnly: boolean;
  /** Top-level keys of what is written. */
  columns: string[];
  /** Name of the new file; absent when the file is used as it is. */
  file?: string;
}

/** A comparison that is copied, with the new variant beside the old one. Paths are relative to the workspace folder. */
export interface MovedComparison {
  from: string;
  /** The name it wants; a number is added when it is taken. */
  to: string;
  /** The variant that the new one stands beside, and what the new one is called. */
  beside: string;
  variant: string;
  /** Its place among the variants of the copy. */
  index: number;
  text: string;
}

/** A text file of a move. `path` is relative to the folder of the move. */
export interface MovedFile {
  path: string;
  text: string;
}

/** All that a move will do, before anything is written. Plain data. */
export interface MovePlan {
  /** What the views call the tune. */
  name: string;
  method: TrainingMethod;
  from: { connection: string; model: string };
  to: { id: string; title: string; kind: MoveDestination['kind']; tool?: ToolId; target: string };
  model: ModelProposal;
  settings: MovedSetting[];
  datasets: MovedDataset[];
  comparisons: MovedComparison[];
  /** For a trainer of one's own. */
  trainer?: TrainerSettings;
  /** The tune as it will be; for a connection. */
  tuneText?: string;
  /** Name without ending of the new tune, or the name of the new folder. */
  stem: string;
  tune: Tune;
  /** What else to know, one sentence each. */
  notes: string[];
}
