import { type FileFormat, formatInFile } from '../formats/fileFormat.ts';
import { isObject } from '../jsonl/shape.ts';
import { Example } from './example.ts';
import type { LintSettings } from './settings.ts';

/** A text as the example that it is, whatever it holds: in a file of a format, by the settings of that file. */
export function exampleOfText(
  text: string,
  file: FileFormat,
  settings: Pick<LintSettings, 'format' | 'method'>,
): Example {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Example({ text, kind: 'broken', value: undefined, format: undefined });
  }
  if (!isObject(value)) return new Example({ text, kind: 'not-object', value, format: undefined });
  const format = settings.format ?? formatInFile(value, file, settings.method);
  return new Example({ text, kind: 'object', value, format });
}
