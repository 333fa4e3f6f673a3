/** A piece of a template: text as it stands, or a variable that is printed as it is. */
export type Segment = string | { variable: string };

export interface MessagePattern {
  role: string;
  /** Absent for what cannot be told from the text alone: loops, conditions, filters, contents that are no texts. */
  segments?: readonly Segment[];
}

/** A message as a template renders it for known values. */
export interface RenderedText {
  role: string;
  content: string;
}

/**
 * What the prompts of a dataset should look like by the template that they were made with. Plain data, so that the
 * linter needs neither the template nor its reader.
 */
export interface PromptPattern {
  /** The template as the project file names it. */
  template: string;
  /** Without the answer with which a template for training may end. */
  messages: readonly MessagePattern[];
  /** Texts of variables that nobody gave a value; they help to render again, never to judge. */
  defaults: Readonly<Record<string, string>>;
  /** What stored variables render now, by `promptKey` of the prompt that they rendered before. */
  stored: Readonly<Record<string, readonly RenderedText[]>>;
}
