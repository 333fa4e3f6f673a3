import { leavesOf } from './leaves.ts';

/**
 * A line of a dataset as a text that people can read and editors can compare: every place with its value, line breaks
 * in strings shown as line breaks. It is no JSON and is never read again.
 */
export function readableExample(line: string): string {
  return leavesOf(line)
    .map(({ path, text }) => {
      const isLong = text.includes('\n') || text.length > 60;
      if (path === '') return `${text}\n`;
      return isLong ? `${path}:\n${indented(text)}\n` : `${path}: ${text}\n`;
    })
    .join('');
}

function indented(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(line => `  ${line}`)
    .join('\n');
}
