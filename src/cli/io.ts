import type { RenderResult } from '../core/template/dialect/render.ts';
import type { PromptJob } from '../core/template/promptFile/renderPrompt.ts';

/** Where text goes. */
export interface Output {
  /** Resolves when the text was taken. Throws `ClosedOutput` when nobody reads any more. */
  write(text: string): Promise<void>;
  isTTY: boolean;
  /** Width in cells; undefined when it is no terminal. */
  columns: number | undefined;
}

/** Everything that the command line takes from the process that runs it. */
export interface Io {
  stdin: AsyncIterable<Uint8Array>;
  stdout: Output;
  stderr: Output;
  /** The working directory, absolute. */
  cwd: string;
  /** The user's home folder, absolute. */
  home: string;
  /** The folder of the bundles, with the workers, absolute. */
  bundles: string;
  /** Renders the texts of a prompt where a template can do no harm and take no longer than half a second. */
  renderPrompt(job: PromptJob, signal: AbortSignal): Promise<RenderResult[]>;
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user wants to stop. */
  signal: AbortSignal;
  /** Version of the program. */
  version: string;
}

/** Exit codes. They are a contract: scripts branch on them. */
export const EXIT = {
  clean: 0,
  /** Findings at the level that was asked for. */
  findings: 1,
  /** The command could not run, or not on all files. */
  failed: 2,
  /** Ctrl-C, as shells report it: 128 and the signal's number. */
  cancelled: 130,
  /** The reader of a pipe went away, as shells report it. */
  closedOutput: 141,
} as const;

/** The reader of standard output went away, as `head` does. Not a failure: there is nobody to tell. */
export class ClosedOutput extends Error {}
