/** What a format could not hold of an example that was written all the same. */
export const LOSSES = {
  'system-text': 'The system text became part of the prompt.',
  'system-position': 'System texts that stood elsewhere were moved to the beginning.',
  tools: 'Definitions of tools are lost.',
  'tool-calls': 'Calls of tools and their answers are lost.',
  'tool-ids': 'Which answer of a tool belongs to which call is lost.',
  'call-text': 'What is said beside a call of a tool became a turn of its own.',
  'tool-arguments': 'Arguments of calls that are no JSON object are wrapped into one.',
  'tool-results': 'Answers of tools that are no JSON object are wrapped into one.',
  'parallel-tool-calls': 'Whether calls may be parallel is lost.',
  weights: 'Which answers are learnt and which are not is lost.',
  'earlier-answers': 'Only the last answer is learnt, no longer those before it.',
  'example-weight': 'The weight of the whole example is lost.',
  images: 'Images and other media are lost.',
  'image-detail': 'The level of detail of images is lost.',
  reasoning: 'The reasoning of the model is lost.',
  refusals: 'Refusals are written as ordinary answers.',
  names: 'Names of speakers are lost.',
  'content-parts': 'Several parts of one message were joined into one text.',
  'media-marks': 'Texts hold the very marks by which the format places images, and may be misread.',
  pairs: 'Preference pairs were taken apart into single judged answers.',
  'rejected-answer': 'The rejected answers are lost.',
  answer: 'The answers are lost.',
  label: 'Every answer is marked as a wanted one.',
  steps: 'The judgements of single steps are lost.',
  'other-keys': 'Other keys of the examples are lost.',
  'unread-keys': 'Keys of messages that no format here knows are lost.',
  'unread-content': 'Content that no format here knows is lost.',
} as const;

export type LossKind = keyof typeof LOSSES;

/** Why an example could not be written at all. */
export const REFUSALS = {
  'no-json': 'The line is no JSON object, or the row is broken.',
  'unknown-format': 'The format of the example is not known.',
  'no-messages': 'The example holds no messages.',
  'no-answer': 'The example has no answer.',
  'no-second-answer': 'The example has one answer, and a preference pair needs two.',
  'no-speakers': 'Text without speakers is no conversation.',
  'no-template': 'A conversation becomes plain text only through a chat template.',
  'no-prompt': 'The example begins with its answer.',
  'unknown-speaker': 'Nobody can tell who says a message.',
  'several-turns': 'The format holds one question and one answer, and the example has more turns.',
  'not-alternating': 'The format needs questions and answers by turns.',
  'unwanted-answer': 'The answer is marked as an unwanted one.',
  'no-steps': 'The format needs a judgement for every step.',
  'no-tokens': 'Token ids are not turned back into text here.',
} as const;

export type RefusalKind = keyof typeof REFUSALS;

/** Collects what is lost while one example is written. */
export class Losses {
  readonly #kinds = new Set<LossKind>();

  add(kind: LossKind): void {
    this.#kinds.add(kind);
  }

  get kinds(): LossKind[] {
    return [...this.#kinds];
  }
}

/** Thrown by writers, and caught where examples are converted: it never leaves this folder. */
export class Refusal extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind) {
    super(REFUSALS[kind]);
    this.kind = kind;
  }
}
