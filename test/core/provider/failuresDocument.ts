import { failureRows, runFailure } from './failureTable.ts';
import { healedRows } from './healedRows.ts';

/** `docs/failures.md`, out of what the failures really say. */
export async function failuresDocument(): Promise<string> {
  const failures: string[] = [];
  for (const row of failureRows) {
    const { problem } = await runFailure(row);
    const cells = [
      row.injected,
      problem?.message,
      problem?.remedy,
      `\`${problem?.code}\` ${row.reason}`,
      row.kept,
    ];
    failures.push(`| ${cells.map(cell).join(' | ')} |`);
  }
  const healed = healedRows.map(row => `| ${[row.injected, row.kept].map(cell).join(' | ')} |`);
  return `${head}
| What happens | What you read | What you can do | Code and reason | What is kept |
| --- | --- | --- | --- | --- |
${failures.join('\n')}

## What heals by itself

| What happens | What is kept |
| --- | --- |
${healed.join('\n')}
`;
}

const head = `# When a provider fails

Every failure reaches you as one sentence, one remedy, a code that scripts can test, and the id under which the
provider knows the request. Keys and signed addresses are never part of it. This table is written by the tests that
inject each failure (\`test/core/provider/failureTable.ts\`); run them with \`UPDATE_DOCS=1\` to write it anew.

What is sent again by itself: reading, after growing waits; a chat, only when the server limits the rate. What creates
something is never sent twice: a job whose creation was not answered is looked for by our own id and adopted.
`;

function cell(value: string | undefined): string {
  return (value ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
}
