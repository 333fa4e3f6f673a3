/** What a batch writes beside its source. `answers`: all that came; the others only where examples are expected. */
export type BatchPart = 'answers' | 'dataset' | 'rejected';

/** `NAME_answers.jsonl` and so on; ` (1)` and up before the ending while a name is taken. */
export function batchFileName(source: string, part: BatchPart, attempt: number): string {
  const base = source.replace(/(?<=.)\.[^./\\]*$/, '');
  return `${base}_${part}${attempt > 0 ? ` (${attempt})` : ''}.jsonl`;
}

/** The rejected lines that belong to a dataset that a batch wrote; undefined for any other file. */
export function rejectedNameOf(dataset: string): string | undefined {
  return /_dataset(?: \(\d+\))?\.jsonl$/.test(dataset)
    ? dataset.replace(/_dataset(?=(?: \(\d+\))?\.jsonl$)/, '_rejected')
    : undefined;
}

/** The other way round. */
export function datasetNameOf(rejected: string): string | undefined {
  return /_rejected(?: \(\d+\))?\.jsonl$/.test(rejected)
    ? rejected.replace(/_rejected(?=(?: \(\d+\))?\.jsonl$)/, '_dataset')
    : undefined;
}

/** The name of a batch's journal, as `pairs over notes.jsonl`. */
export function journalName(template: string, source: string, attempt: number): string {
  const stem = (file: string) =>
    file
      .slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
      .replace(/(?<=.)(\.prompt)?\.[^.]*$/, '')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem(template)}.over.${stem(source)}${attempt > 0 ? `.${attempt + 1}` : ''}.jsonl`;
}

/** Whether a file is the journal of a batch, as its name tells. */
export function isJournalName(name: string): boolean {
  return /\.over\..*\.jsonl$/.test(name);
}
