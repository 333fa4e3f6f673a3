import type { Partner } from './datasetFacts.ts';
import { DocumentLinter } from './documentLinter.ts';
import { readDocument } from './readDocument.ts';
import type { RuleExample } from './rule.ts';
import type { LintSettings } from './settings.ts';

/** The file that an example of a rule shows. */
export function exampleBytes({ text, bytesBefore = [] }: RuleExample): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  if (bytesBefore.length === 0) return encoded;
  const bytes = new Uint8Array(bytesBefore.length + encoded.length);
  bytes.set(bytesBefore);
  bytes.set(encoded, bytesBefore.length);
  return bytes;
}

/** How an example of a rule wants to be judged. */
export function exampleSettings(ruleId: string, example: RuleExample): LintSettings {
  const { target = 'generic', format, method, options, purpose, suppressions, prompt } = example;
  return {
    target,
    ...(format && { format }),
    ...(method && { method }),
    ...(purpose && { purpose }),
    ...(suppressions && { suppressions }),
    ...(prompt && { prompt }),
    rules: options ? { [ruleId]: { options } } : {},
  };
}

/** An example of a rule, opened as an editor opens a file. */
export function exampleDocument(ruleId: string, example: RuleExample): DocumentLinter {
  const { lines, facts } = readDocument(exampleBytes(example), example.file ?? 'train.jsonl');
  const document = new DocumentLinter(lines, facts, exampleSettings(ruleId, example));
  document.pairWith(examplePartner(ruleId, example));
  return document;
}

/** The other file of an example's pair; undefined when it is of one file. */
export function examplePartner(ruleId: string, example: RuleExample): Partner | undefined {
  const { partner, purpose } = example;
  if (partner === undefined) return undefined;
  const path = purpose === 'validation' ? 'train.jsonl' : 'valid.jsonl';
  const { purpose: _, ...settings } = exampleSettings(ruleId, example);
  const { lines, facts } = readDocument(exampleBytes({ text: partner }), path);
  const other = new DocumentLinter(
    lines,
    facts,
    purpose === 'validation' ? settings : { ...settings, purpose: 'validation' },
  );
  return { path, facts: other.facts() };
}
