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
  limits?: TargetLimits;
  /** Severities that differ from the rule's own, by rule id. */
  severities?: Readonly<Record<string, Severity | 'off'>>;
}

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
}

/** A target with everything that it inherits filled in. `lineage` names itself, then what it extends, nearest first. */
export interface Target extends Required<Omit<TargetData, 'extends' | 'limits'>> {
  limits: TargetLimits;
  lineage: readonly string[];
}
