import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench, type Theme } from '../support/openWorkbench.ts';
import { actUntil, isShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

const chat = (question: string, answer: string, more: object = {}) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'You keep a lighthouse.' },
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
    ...more,
  });

const HOSTILE = '<img src=x onerror="document.title=1"> <script>alert(1)</script> [x](https://evil.invalid)';

const CALL = JSON.stringify({
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      ],
    },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"deep":true}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'a lamp' },
    { role: 'assistant', content: 'It is a lamp.', weight: 0 },
    { role: 'user', content: 'Sure?' },
    { role: 'assistant', content: 'Yes.' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'look',
        description: 'Looks at a thing.',
        parameters: { type: 'object', properties: {} },
      },
    },
  ],
});

const LINES = [
  chat('When does the ferry go?', 'At nine.'),
  CALL,
  chat('', HOSTILE),
  ...Array.from({ length: 300 }, (_, index) => chat(`Question ${index}?`, `Answer ${index}.`)),
  chat('Where is the rope?', 'Behind the do\\u006fr.', { id: 12345678901234567890123 }).replace(
    '12345678901234567000000',
    '12345678901234567890123',
  ),
];

const FILES = { 'sea.jsonl': `${LINES.join('\n')}\n`, 'empty.jsonl': '' };

async function openPage(theme: Theme) {
  const workbench = await openWorkbench({ files: FILES, open: 'sea.jsonl', theme });
  const page = workbench.webview();
  await actUntil(
    async () => {
      if (await page.locator('main').isVisible()) return;
      await workbench.runCommand('Tunewright: Open Dataset Page');
    },
    isShown(page.locator('.row .question')),
  );
  return { workbench, page };
}

describe('a dataset page', () => {
  let workbench: Workbench;
  let page: FrameLocator;

  before(async () => {
    ({ workbench, page } = await openPage('Dark Modern'));
  });
  after(() => workbench?.close());

  it('lists the examples and lays the chosen one out', async () => {
    await page.getByText(`${LINES.length} examples`).first().waitFor();
    await page.locator('.row').filter({ hasText: 'ferry' }).waitFor();
    await page.locator('.message[data-role="user"]').getByText('When does the ferry go?').waitFor();
    await page.locator('.message[data-role="assistant"] .badge').getByText('trained').waitFor();
  });

  it('is moved through by keyboard', async () => {
    const list = page.getByRole('listbox', { name: 'Examples' });
    await list.focus();
    await list.press('ArrowDown');
    await page.getByRole('heading', { name: /Example 2\b/ }).waitFor();
    await page.locator('.badge').getByText('not trained').waitFor();
    await page.locator('.media').getByText('about 1 kB').waitFor();
    await workbench.screenshot('dataset-calls');
    await list.press('End');
    await page.getByRole('heading', { name: new RegExp(`Example ${LINES.length}\\b`) }).waitFor();
    await list.press('Home');
    await page.getByRole('heading', { name: /Example 1\b/ }).waitFor();
    assert.equal(
      await page.locator('[role="option"][aria-selected="true"]').getAttribute('aria-posinset'),
      '1',
    );
  });
});
