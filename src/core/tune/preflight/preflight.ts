import type { FileFormat } from '../../formats/fileFormat.ts';
import type { FileRole } from '../../jobs/job.ts';
import type { PlannedFile } from '../../jobs/plan.ts';
import type { CapAnswer } from '../../ledger/cap.ts';
import type { Finding, FindingTotals, Severity } from '../../lint/finding.ts';
import type { ReportTarget } from '../../lint/report.ts';
import type { Connection } from '../../provider/connection.ts';
import type { TrainingMethod } from '../../provider/fineTuning.ts';
import type { ModelEnd } from '../checkModel.ts';
import type { DatasetTokens } from './countTokens.ts';
import type { ExpectedDuration } from './duration.ts';
import type { ExpectedEpochs } from './epochs.ts';
import type { ExpectedPrice } from './price.ts';

/** What a dataset of a tune was found to be. */
export interface SurveyedFile {
  role: FileRole;
  /** As the tune says it. */
  given: string;
  planned: PlannedFile;
  format: FileFormat;
  /** The rulebook it was judged by. */
  target: string;
  totals: FindingTotals;
  /** Lines that are not blank. */
  examples: number;
  /** All rulebooks it was judged by. */
  targets: ReportTarget[];
  /** The worst findings, at most a few. */
  worst: Finding[];
  tokens: DatasetTokens;
  /** Id of a file on the connection with the same content: it is not uploaded again. Absent when none is known. */
  onConnection?: string;
}

/** Something that speaks against a launch, or that one should know. */
export interface PreflightIssue {
  /** Stable: a rule's id, or one of `preflight/...`. */
  code: string;
  /** An error forbids the launch; a warning asks. */
  severity: Severity;
  message: string;
  remedy: string;
  /** The file that it is about; absent when it is about none. */
  role?: FileRole;
}

/** Everything that is to be known before a launch. Plain data. */
export interface Preflight {
  name: string;
  connection: Pick<Connection, 'id' | 'kind' | 'name'>;
  model: string;
  method: TrainingMethod;
  files: SurveyedFile[];
  epochs: ExpectedEpochs;
  /** Tokens that are billed in all, when it goes as is likely. */
  billedTokens: number;
  /** Of those, what carries loss. */
  trainedTokens: number;
  /** Whether tokens were counted with the model's own tokenizer. */
  exactTokens: boolean;
  price: ExpectedPrice;
  duration: ExpectedDuration;
  end: ModelEnd;
  spending: CapAnswer;
  issues: PreflightIssue[];
  /** `blocked`: an error stands; `typed`: the model's name is to be typed; `asked`: warnings are to be confirmed once. */
  consent: 'blocked' | 'typed' | 'asked' | 'free';
}
