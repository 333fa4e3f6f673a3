import type { FormatId, Method } from '../formats/format.ts';
import type { Severity } from '../lint/finding.ts';

/**
 * A consumer's rulebook: what it accepts and where its limits are. Data, with the date it was read and its sources;
 * everything but the first four fields may be left to the target that it extends.
 */
export interface TargetData {
  id: string;
  title: string;
  /** The day when the data was checked against its sources, YYYY-MM-DD. */
  updated: string;
  sources: readonly string[];
  /** The target that fills in what this one leaves out. */
  extends?: string;
  /** Formats that are accepted, by training method. A method that is absent is not offered. */
  formats?: Partial<Record<Method, readonly FormatId[]>>;
  /** Roles that a message may have, by format. */
  roles?: Partial<Record<FormatId, readonly string[]>>;
  /** Roles that exist in the format but that this consumer refuses or dislikes, by format. */
  refusedRoles?: Partial<Record<FormatId, readonly string[]>>;
  /** Keys that a message may have beyond `role` and `content`, by role; `*` is any role. */
  messageKeys?: Readonly<Record<string, readonly string[]>>;
  /** Types of content parts that are understood. */
  parts?: readonly string[];
  /** Whether a tool message may have an array as its content. */
  arrayInToolMessage?: boolean;
  /** Who may speak in the two answers of a preference pair, and whether an answer may be several messages. */
  outputs?: { roles: readonly string[]; several: boolean };
  /** Keys of a prompt-completion example whose text may also be an array of content parts. */
  partArrays?: readonly string[];
  /** Whether the file should begin with a byte order mark. */
  byteOrderMark?: 'refused' | 'disliked' | 'wanted';
  /** Endings of file names that are accepted, with the dot. */
  extensions?: readonly string[];
  /** Which images are taken: their kinds, as in `image/png`, and where they may be. */
  images?: { formats: readonly string[]; sources: readonly ImageSource[] };
  /** Methods that want a validation file beside the training file. */
  validationRequired?: readonly Method[];
  /** The day on which this consumer ends taking jobs, YYYY-MM-DD, and what to do. Not inherited. */
  closed?: { on: string; note: string };
  limits?: TargetLimits;
  /** Severities that differ from the rule's own, by rule id. */
  severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** `data`: inside the example, as base64. `https`: at a web address. `cloud`: in the consumer's own storage. */
export type ImageSource = 'data' | 'https' | 'cloud';

export interface TargetLimits {
  /** Fewer examples are refused. */
  minExamples?: number;
  /** Fewer examples are accepted but rarely teach anything. */
  recommendedExamples?: number;
  /** The same where one format needs another number. */
  recommendedExamplesByFormat?: Partial<Record<FormatId, number>>;
  /** More bytes are refused. */
  maxFileBytes?: number;
  /** More bytes make the simple upload fail. */
  warnFileBytes?: number;
  /** More examples are refused. */
  maxExamples?: number;
  /** The same where a method has another limit. */
  maxExamplesByMethod?: Partial<Record<Method, number>>;
  /** The most examples of a validation file, its largest size, and its largest share of the training file (0 to 1). */
  maxValidationExamples?: number;
  maxValidationExamplesByMethod?: Partial<Record<Method, number>>;
  maxValidationBytes?: number;
  maxValidationShare?: number;
  /** Tokens of one example, and what becomes of a longer one: it loses its end, or the file is refused. */
  exampleTokens?: number;
  longExamples?: 'cut' | 'refused';
  /** Images of one example, bytes of one image, and examples with images in one file. */
  imagesPerExample?: number;
  imageBytes?: number;
  examplesWithImages?: number;
}

/** A target with everything that it inherits filled in. `lineage` names itself, then what it extends, nearest first. */
export interface Target extends Required<Omit<TargetData, 'extends' | 'limits' | 'closed'>> {
  closed?: { on: string; note: string };
  limits: TargetLimits;
  lineage: readonly string[];
}
