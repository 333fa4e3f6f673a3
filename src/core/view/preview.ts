/** What the preview page draws. Plain data: it travels to the page whole. */
export interface PreviewState {
  /** Number of the rendering. Places that the page asks for are those of one rendering. */
  sequence: number;
  name: string;
  /** Absent when the file has none. */
  description?: string;
  messages: PreviewMessage[];
  inputs: PreviewInput[];
  /** Names of the saved sets of values. */
  sets: string[];
  /** The chosen set; absent when none is. */
  set?: string;
  /** The request as JSON, exactly as it would be sent. */
  request: string;
  /** What is wrong, worst first. */
  notes: PreviewNote[];
  /** Names of inputs that have no value. */
  missing: string[];
  /** Whether stricter limits hold, because the workspace is not trusted. */
  restricted: boolean;
}

export interface PreviewMessage {
  /** Empty when there is none. */
  role: string;
  /** Its texts; several when the content is a list of parts. */
  texts: PreviewText[];
  /** What it says without text, as JSON: tool calls, images; absent when there is nothing. */
  other?: string;
}

export interface PreviewText {
  /** Number of the text among all of the request. */
  slot: number;
  pieces: PreviewPiece[];
}

/** A stretch of a rendered text. */
export interface PreviewPiece {
  /** `missing` has no text: a value should be there. */
  kind: 'text' | 'value' | 'missing';
  text: string;
  /** Where it begins in the rendered text, in UTF-16 units. */
  start: number;
  /** The variable as written; absent for text and for what is no single variable. */
  path?: string;
}

export interface PreviewInput {
  name: string;
  /** Absent when the file says nothing. */
  description?: string;
  /** How it is asked for. */
  control: 'line' | 'text' | 'choice';
  /** What can be chosen, for `choice`. */
  options: string[];
  /** What was typed in; absent when nothing was. */
  typed?: string;
  /** The value that holds when nothing is typed in, as text; absent when there is none. */
  otherwise?: string;
  /** Where that value comes from. */
  from?: 'set' | 'default' | 'example';
  /** Why what was typed cannot be the value; absent when it can. */
  fault?: string;
}

export interface PreviewNote {
  severity: 'error' | 'warning';
  message: string;
  /** What can be done; empty when the message says it all. */
  remedy: string;
  /** The place in words: file and line. */
  where: string;
}
