import type { JsonObject } from '../provider/lenient.ts';
import type { TrainingMethod } from '../provider/fineTuning.ts';

/** Everything that was decided at a launch. It is kept with the job, so that the job can be told, repeated and cloned. */
export interface LaunchPlan {
  /** What the views show: the tune's name, else its suffix, else the name of its training file. */
  name: string;
  connectionId: string;
  model: string;
  /** Absent: the provider's default, which is supervised. */
  method?: TrainingMethod;
  training: PlannedFile;
  validation?: PlannedFile;
  hyperparameters?: Readonly<Record<string, string | number | boolean>>;
  suffix?: string;
  seed?: number;
  metadata?: Readonly<Record<string, string>>;
  integrations?: readonly JsonObject[];
  grader?: JsonObject;
  responseFormat?: JsonObject;
  /** The tune file as it was then; absent when there was none. */
  tune?: { path: string; text: string };
  /** Whose ledger pays: a folder (absolute, absent when there is none) and its name. */
  project: { folder?: string; name: string };
  /** What it was expected to cost and to take; unknown numbers are absent. */
  expected: PlannedCost;
}

/** A dataset as it was when the launch was decided. A file that has changed since is not uploaded. */
export interface PlannedFile {
  /** Absolute path on this machine. */
  path: string;
  /** Name without folder. */
  name: string;
  bytes: number;
  /** SHA-256 of the content, in hex. */
  sha256: string;
  examples?: number;
}

export interface PlannedCost {
  /** US dollars. */
  likelyUsd?: number;
  highUsd?: number;
  /** Tokens that are trained on and billed, all epochs together. */
  billedTokens?: number;
  epochs?: number;
  /** US dollars for a million billed tokens. */
  usdPerMillion?: number;
}
