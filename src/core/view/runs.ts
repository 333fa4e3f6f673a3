/** What the preview page shows of runs. Plain data: it travels to the page whole; only texts that arrive are added. */
export interface RunsView {
  /** Which connection and model *Run* asks, in words; absent while nobody has chosen. */
  target?: string;
  /** The run that is under way; absent while there is none. */
  live?: LiveRunView;
  /** Why the last run came to nothing; absent when it did not. */
  failure?: { message: string; remedy: string };
  /** The runs that are shown: the last ones, or those that were opened from the history. */
  shown: RunView[];
  /** Newest first, and how many there are in all. */
  history: RunRow[];
  total: number;
}

/** A run that is under way. */
export interface LiveRunView {
  /** Names the run; deltas carry it. */
  id: string;
  /** Grows with each delta: one that does not follow the last is a sign that some were lost. */
  sequence: number;
  /** Such as "2 of 5"; absent when there is one only. */
  progress?: string;
  /** What is being waited for, such as a rate limit; absent while the answer is on its way. */
  waiting?: string;
  /** What chose this prompt, so far. */
  steps: RunStep[];
  /** Texts as far as they came, one for each choice. */
  answers: AnswerView[];
}

export interface AnswerView {
  text: string;
  /** Absent when the model told none. */
  reasoning?: string;
  refusal?: string;
  /** Calls of tools, each as a line of code. */
  calls: string[];
}

/** A step that only chose which prompt to run. */
export interface RunStep {
  file: string;
  /** What it chose; absent when it named nothing. */
  choice?: string;
  answer: string;
  facts: string[];
}

/** A run that has ended. */
export interface RunView {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Model, connection, tokens, price and time, each in words. */
  facts: string[];
  /** Whether the template has changed since; absent when nobody looked. */
  isStale?: boolean;
  steps: RunStep[];
  answers: AnswerView[];
  notes: { severity: 'error' | 'warning'; message: string; remedy: string }[];
}

/** A run as a row of the history. */
export interface RunRow {
  id: string;
  at: number;
  /** The beginning of the answer. */
  excerpt: string;
  model: string;
  /** Values that it ran with, in words. */
  variables: string;
  failed: boolean;
  isShown: boolean;
}

/** A piece of text that arrived. */
export interface RunDelta {
  run: string;
  sequence: number;
  choice: number;
  kind: 'text' | 'reasoning' | 'refusal';
  text: string;
}

/** The view with a piece of text added; undefined when the piece does not fit, so that the view must be asked for. */
export function withDelta(view: RunsView, delta: RunDelta): RunsView | undefined {
  const { live } = view;
  if (!live || live.id !== delta.run || delta.sequence !== live.sequence + 1) return undefined;
  const answers = [...live.answers];
  while (answers.length <= delta.choice) answers.push({ text: '', calls: [] });
  const old = answers[delta.choice]!;
  answers[delta.choice] = { ...old, [delta.kind]: (old[delta.kind] ?? '') + delta.text };
  const { waiting: _, ...rest } = live;
  return { ...view, live: { ...rest, answers, sequence: delta.sequence } };
}
