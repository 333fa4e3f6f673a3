import type { ConvertOptions } from '../core/convert/convertExample.ts';
import type { ConvertReport } from '../core/convert/convertStream.ts';
import type { LossKind, RefusalKind } from '../core/convert/loss.ts';
import type { DatasetDiff } from '../core/diff/diffDatasets.ts';
import type { FileFormat } from '../core/formats/fileFormat.ts';
import type { FormatId, Method } from '../core/formats/format.ts';
import type { FileRewrite } from '../core/lint/finding.ts';
import type { LintReport } from '../core/lint/report.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import type { PrepareChoice, PreparedPart, PreparePlan, PrepareResult } from '../core/prepare/plan.ts';
import type { PrepareStep } from '../core/prepare/stage.ts';
import type { TableColumns } from '../core/rows/tableExamples.ts';
import type { FileFinding, TrainingFileRole } from '../core/sandbox/validation.ts';
import type { MovePlan } from '../core/move/movePlan.ts';
import type { DatasetTrial, TriedDataset } from '../core/move/planMove.ts';
import type { FileSurvey, SurveyQuestion } from '../core/tune/preflight/preflightTune.ts';
import type { TextEdit } from '../core/text/edit.ts';
import type { BrowsingRequests } from './rows.ts';

/** A document that an editor holds. */
export interface OpenDocument {
  /** Its identity for later requests: the URI as text. */
  uri: string;
  version: number;
  /** Name without folders. */
  name: string;
  /** A saved document is read from disk; an unsaved one brings its text. */
  source: { path: string } | { text: string; byteOrderMark: boolean };
  settings: LintSettings;
}

/** Edits in the order in which they were made; each counts positions in the text that the one before left. */
export interface DocumentChange {
  uri: string;
  version: number;
  edits: TextEdit[];
}

/** A report whose findings are cut to `EDITOR_LIMIT`, worst first; the totals count all. */
export interface DocumentReport extends LintReport {
  version: number;
  /**
   * How much text the linter holds, line breaks not counted, so that an editor notices when it shows another text.
   * Absent for a file that is not read as text.
   */
  held?: { lines: number; units: number };
  /** The file as it was when it was last read; absent for a document that was sent as text. */
  disk?: DiskState;
}

/** What tells one state of a file from another without reading it. */
export interface DiskState {
  bytes: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Which fixes to apply together. */
export interface FixSelection {
  /** Only this rule's fixes; all rules' when absent. */
  rule?: string;
  /** Only fixes of findings that begin on this line, zero-based; of the whole document when absent. */
  line?: number;
  /** `safe` leaves out fixes that change what is learnt. */
  safety: 'safe' | 'any';
}

export interface PlannedFixes {
  version: number;
  edits: TextEdit[];
  rewrites: FileRewrite[];
  /** How many findings are mended. */
  applied: number;
}

/** Findings that an editor can show of one file; VS Code shows no more. */
export const EDITOR_LIMIT = 1000;

/** What the lint worker answers. */
export type LintContract = {
  requests: BrowsingRequests & {
    open: { params: OpenDocument; result: DocumentReport };
    change: { params: DocumentChange; result: DocumentReport };
    /** The document was saved as it is: what counts is the new size and encoding. */
    saved: { params: { uri: string; version: number; path: string }; result: DocumentReport };
    configure: { params: { uri: string; settings: LintSettings }; result: DocumentReport };
    close: { params: { uri: string }; result: undefined };
    planFixes: { params: { uri: string; selection: FixSelection }; result: PlannedFixes };
    /** The whole text after a rewrite of its lines; undefined when that changes nothing. */
    rewriteText: {
      params: { uri: string; rewrite: FileRewrite };
      result: { version: number; text: string | undefined };
    };
    /** Rewrites a file on disk, whole or not at all. */
    rewriteFile: { params: { path: string; rewrite: FileRewrite }; result: { replaced: number } };
    /** Lints a file that no editor holds, of any size. */
    lintFile: {
      params: { path: string; settings: LintSettings };
      result: LintReport;
      progress: { bytes: number; totalBytes: number };
    };
    /** Reads a file for a launch: its hash, what the linter says, its tokens. */
    survey: {
      params: SurveyQuestion;
      result: FileSurvey;
      progress: { bytes: number; totalBytes: number };
    };
    /** What a provider of OpenAI's kind would refuse a training file for; the sandbox asks. */
    validateTraining: {
      params: { bytes: Uint8Array; method: Method; role: TrainingFileRole };
      result: FileFinding[];
    };
    /** Finds out what can be done to a file before it is trained on. */
    analyse: {
      params: { path: string; settings: LintSettings };
      result: PreparePlan;
      progress: PrepareProgress;
    };
    /** Does what was chosen and writes the result beside the file. Cancelled, it leaves nothing behind. */
    prepare: {
      params: { path: string; plan: PreparePlan; choice: PrepareChoice };
      result: PreparedDataset;
      progress: PrepareProgress;
    };
    /** Compares two files of any size by what their examples say. The progress is a share, 0 to 1. */
    diff: { params: { before: string; after: string }; result: DatasetDiff; progress: number };
    /** Tries the first examples of a file in every format that can be written. */
    conversionOffers: {
      params: { path: string; options: ConvertOptions; columns?: TableColumns };
      result: ConversionOffers;
    };
    /** Looks into a table: CSV, TSV or Parquet. */
    tableFacts: { params: { path: string }; result: TableFacts };
    /** The first examples before and after a conversion, as texts for people. */
    conversionPreview: {
      params: { path: string; to: FormatId; options: ConvertOptions; columns?: TableColumns };
      result: { before: string; after: string };
    };
    /** Writes a dataset in another format beside it. The progress is a share, 0 to 1. */
    convert: {
      params: { path: string; to: FormatId; options: ConvertOptions; columns?: TableColumns };
      result: ConvertReport & { path?: string };
      progress: number;
    };
    /** Finds out what a dataset needs in another place, and writes nothing that stays. */
    tryDataset: { params: DatasetTrial; result: TriedDataset };
    /** Writes what the plan of a move says; the paths of what was written. */
    writeMove: { params: WriteMove; result: string[] };
    /** A line of a file, zero-based, as a text for people. */
    readableLine: { params: { path: string; line: number }; result: string };
  };
  events: Record<string, never>;
};

/** What a table is, before anybody says what its columns mean. */
export interface TableFacts {
  columns: string[];
  /** True when its rows are examples of a format as they are. */
  isFormat: boolean;
  guess: TableColumns;
  /** The first rows, for people to look at. */
  rows: Readonly<Record<string, unknown>>[];
}

/** What every format would make of the first examples of a file. */
export interface ConversionOffers {
  format: FileFormat;
  /** Examples of the sample. */
  examples: number;
  /** Formats that can take some example of the sample, the most faithful first. */
  offers: ConversionOffer[];
}

export interface ConversionOffer {
  to: FormatId;
  /** Examples of the sample that would be written, and whether any would say it otherwise than now. */
  written: number;
  changes: boolean;
  lost: LossKind[];
  refused: RefusalKind[];
}

/** A move that is to be written. Folders are absolute. */
export interface WriteMove {
  plan: MovePlan;
  /** Where the tune lies. */
  folder: string;
  /** Where comparisons are; their paths are relative to it. */
  root: string;
  /** Where a folder for a trainer of one's own is made; beside the tune when absent. */
  out?: string;
}

export interface PrepareProgress {
  step: PrepareStep;
  /** Bytes of the step that are done. */
  bytes: number;
}

export interface PreparedDataset extends PrepareResult {
  /** Absolute paths; empty when nothing had to be changed. */
  files: Partial<Record<PreparedPart, string>>;
}

/** The worker asks nothing of the editor. */
export type NoContract = { requests: Record<string, never>; events: Record<string, never> };
