import type { Completions } from '../core/template/completion.ts';
import type { PromptFinding } from '../core/template/promptFile/finding.ts';
import type { FileEdit, NamedThing, RenameFault } from '../core/template/promptFile/navigation.ts';

/** A prompt with the texts of all files that it is made of. */
export interface PromptText {
  /** Relative to the workspace folder; its name says what kind of prompt it is. */
  path: string;
  text: string;
  files: Readonly<Record<string, string>>;
  /** The variant of a `tensorzero.toml` that is meant, as FUNCTION/VARIANT; absent for other files. */
  variant?: string;
}

/** A place in one of the files of a prompt. */
export interface PromptOffset extends PromptText {
  offset: number;
  /** The file that the offset is in; absent means the prompt file itself. */
  file?: string;
}

/** What the analysis worker answers. It changes nothing. */
export type AnalyseContract = {
  requests: {
    /** `known` are names that have values although the file does not declare them. */
    diagnose: { params: PromptText & { known: readonly string[] }; result: PromptFinding[] };
    complete: {
      params: PromptOffset & { values: Readonly<Record<string, unknown>> };
      result: Completions | undefined;
    };
    thing: { params: PromptOffset; result: NamedThing | undefined };
    /** `fixtures` are texts of files with named sets of values, by path. Undefined when nothing is named there. */
    rename: {
      params: PromptOffset & { newName: string; fixtures: Readonly<Record<string, string>> };
      result: FileEdit[] | { fault: RenameFault } | undefined;
    };
  };
  events: Record<string, never>;
};
