import { DocumentLinter } from './documentLinter.ts';
import { readDocument } from './readDocument.ts';
import type { RuleExample } from './rule.ts';
import type { LintSettings } from './settings.ts';

/** The file that an example of a rule shows. */
export function exampleBytes({ text, bytesBefore = [] }: RuleExample): Uint8Array {
  return Uint8Array.from([...bytesBefore, ...new TextEncoder().encode(text)]);
}

/** How an example of a rule wants to be judged. */
export function exampleSettings(ruleId: string, example: RuleExample): LintSettings {
  const { target = 'generic', format, method, options } = example;
  return {
    target,
    ...(format && { format }),
    ...(method && { method }),
    rules: options ? { [ruleId]: { options } } : {},
  };
}

/** An example of a rule, opened as an editor opens a file. */
export function exampleDocument(ruleId: string, example: RuleExample): DocumentLinter {
  const { lines, facts } = readDocument(exampleBytes(example), example.file ?? 'train.jsonl');
  return new DocumentLinter(lines, facts, exampleSettings(ruleId, example));
}
