import assert from 'node:assert/strict';
import { FaultServer } from '../../support/faultServer.ts';
import { clickUntilGone } from '../support/page.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const ROWS = ['one', 'two', 'three', 'four', 'five', 'six'];

describe('a run over many rows that the window ended', () => {
  let workbench: Workbench;
  let server: FaultServer;
  /** Rows that the server answers; the others wait for ever. */
  let answered: readonly string[] = ['one', 'two', 'three'];

  before(async () => {
    server = await FaultServer.start();
    server.otherwise(({ body, path }) => {
      if (path.endsWith('/models')) return { body: '{"data":[{"id":"m"}]}' };
      const word = ROWS.find(one => body.includes(`Say ${one}.`));
      return word !== undefined && answered.includes(word) ? said(word) : { silent: true };
    });
    workbench = await openWorkbench({
      files: {
        'say.prompt.json': JSON.stringify({
          ...{ connection: 'Elsewhere', model: 'm' },
          messages: [{ role: 'user', content: 'Say {{ word }}.' }],
        }),
        'words.csv': ['word', ...ROWS, ''].join('\n'),
      },
      settings: {
        'tunewright.connections': [
          { id: 'elsewhere', kind: 'openai-compatible', name: 'Elsewhere', baseUrl: `${server.origin}/v1` },
        ],
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  it('goes on where it was, and asks nothing twice', async () => {
    await workbench.editor.open('say.prompt.json');
    await workbench.runCommand('Tunewright: Run over Dataset');
    await workbench.quickInput.pick('words.csv');
    await workbench.quickInput.pick('Go on with these columns');
    await workbench.quickInput.pick('Ask m 6 times');
    const journal = '.tunewright/results/say.over.words.jsonl';
    const words = (text: string) => text.split('\n').filter(line => line.includes('"id"')).length;
    await workbench.waitForFile(journal, text => words(text) >= 3);
    const progress = workbench.page
      .locator('.notification-list-item:visible')
      .filter({ hasText: 'say.prompt.json' });
    await progress.getByText('3 of 6').waitFor();
    await workbench.screenshot('run-over-dataset');
    await progress.hover();
    await clickUntilGone(progress.getByRole('button', { name: 'Cancel', exact: true }));
    await workbench.messages.notification('It was stopped.');
    await workbench.screenshot('run-over-cancelled');
    assert.equal(words(workbench.readFile(journal)), 3);

    await workbench.messages.answerNotification('It was stopped.', 'Resume');
    answered = ['one', 'two', 'three', 'four'];
    await workbench.quickInput.pick('say.prompt.json over words.csv');
    await workbench.waitForFile(journal, text => words(text) >= 4);

    await workbench.page.reload();
    answered = ROWS;
    const before = server.received.length;
    await workbench.runCommand('Tunewright: Resume Run');
    await workbench.quickInput.pick('say.prompt.json over words.csv');
    await workbench.messages.notification('6 answers');
    const answers = workbench.readFile('words_answers.jsonl').trim().split('\n');
    assert.deepEqual(
      answers.map(line => JSON.parse(line).output),
      ROWS,
    );
    const asked = server.received.slice(before).filter(({ path }) => path.endsWith('/completions'));
    const again = asked.map(({ body }) => ROWS.find(one => body.includes(`Say ${one}.`)));
    assert.deepEqual(again.sort(), ['five', 'six']);
    await workbench.screenshot('run-over-resumed');
  });
});

/** An answer as servers stream it. */
function said(content: string) {
  const chunk = (choice: object) =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`;
  const body = `${chunk({ delta: { content } })}${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`;
  return { headers: { 'content-type': 'text/event-stream' }, body };
}
