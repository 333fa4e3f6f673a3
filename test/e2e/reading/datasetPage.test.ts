import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, blurWebview, isShown, PATIENCE } from '../support/page.ts';
import { THEMES, useTheme } from '../support/themes.ts';
import type { Workbench } from '../support/workbench.ts';

const SYSTEM = { role: 'system', content: 'You keep a lighthouse.' };

const chat = (question: string, answer: string) =>
  JSON.stringify({
    messages: [SYSTEM, { role: 'user', content: question }, { role: 'assistant', content: answer }],
  });

const HOSTILE =
  '<img src=x onerror="document.title=1"> <script>alert(1)</script> [x](https://evil.invalid) ![y](https://evil.invalid/y.png)';

const CALL = JSON.stringify({
  messages: [
    SYSTEM,
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
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
        parameters: { type: 'object', properties: { deep: { type: 'boolean' } } },
      },
    },
  ],
});

/** With more digits than a double holds, and an escape that needs not be one. */
const ROPE = chat('Where is the rope?', 'Behind the door.')
  .replace('door', 'do\\u006fr')
  .replace(/\}$/, ',"metadata":{"id":12345678901234567890123}}');

const LINES = [
  chat('When does the ferry go?', 'At nine.'),
  CALL,
  chat('Is it safe?', HOSTILE),
  ROPE,
  chat('Who is there?', ''),
  ...Array.from({ length: 300 }, (_, index) => chat(`Question ${index}?`, `Answer ${index}.`)),
];

const PAIRS = ['Calm words', 'Loud words'].map(text =>
  JSON.stringify({
    input: { messages: [{ role: 'user', content: 'Say something about storms.' }] },
    preferred_output: [{ role: 'assistant', content: text }],
    non_preferred_output: [{ role: 'assistant', content: 'No.' }],
  }),
);

const FILES = {
  'sea.jsonl': `${LINES.join('\n')}\n`,
  'pairs.jsonl': `${PAIRS.join('\n')}\n`,
  'empty.jsonl': '',
};

async function openPage() {
  const workbench = await openWorkbench({ files: FILES, open: 'sea.jsonl' });
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
    ({ workbench, page } = await openPage());
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
    await example(2);
    await page.locator('.badge').getByText('not trained').waitFor();
    await page.locator('.media').getByText('about 1 kB').waitFor();
    await workbench.screenshot('dataset-calls');
    await list.press('End');
    await example(LINES.length);
    await list.press('PageUp');
    await list.press('Home');
    await example(1);
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    assert.equal(await chosen.getAttribute('aria-posinset'), '1');
    assert.equal(await chosen.getAttribute('aria-setsize'), String(LINES.length));
  });

  it('finds words and findings', async () => {
    await page.getByRole('listbox').press('/');
    await page.getByRole('searchbox').fill('ROPE');
    await page.getByText(`1 of ${LINES.length} examples`).waitFor();
    await page.getByRole('option', { name: /Where is the rope/ }).click();
    await example(4);
    await page.getByRole('button', { name: 'Show All' }).click();
    await page.getByRole('combobox', { name: 'Show' }).selectOption('with problems');
    await page.getByText(new RegExp(`^\\d of ${LINES.length} examples`)).waitFor();
    await page.getByRole('combobox', { name: 'Rule' }).selectOption('chat/content-empty');
    await page.getByText(`1 of ${LINES.length} examples`).waitFor();
    await page.getByRole('option', { name: /Who is there/ }).waitFor();
    await page.getByRole('combobox', { name: 'With' }).selectOption('call of a tool');
    await page.getByText('No example fits.').waitFor();
    await page.getByRole('button', { name: 'Show All' }).first().click();
    await page.getByText(`${LINES.length} examples`).first().waitFor();
  });

  it('shows what strangers wrote as text', async () => {
    await page.getByRole('option', { name: /Is it safe/ }).click();
    await page.locator('.message').getByText('<script>alert(1)</script>').waitFor();
    assert.equal(await page.locator('main img, main script, main a').count(), 0);
  });

  it('edits a message with findings live, as one step of the text that touches that line alone', async () => {
    await page.getByRole('option', { name: /Where is the rope/ }).click();
    await example(4);
    await page.getByRole('listbox').press('Enter');
    await page.locator('.message[data-role="assistant"]:focus').press('Enter');
    const box = page.getByRole('textbox', { name: 'Text of the assistant message' });
    await box.fill('');
    await page.getByLabel('Problems with this text').getByText('chat/content-empty').waitFor();
    await workbench.screenshot('dataset-edit');
    await box.fill('Behind the green door.');
    await page
      .getByLabel('Problems with this text')
      .getByText('chat/content-empty')
      .waitFor({ state: 'hidden' });
    await box.press('Control+Enter');
    await page.locator('.message[data-role="assistant"]').getByText('Behind the green door.').waitFor();
    await page.getByText('Undo takes it back').waitFor();
    await save();
    const changed = await workbench.waitForFile('sea.jsonl', text => text.includes('green'));
    const line = ROPE.replace('the do', 'the green do');
    assert.equal(changed, `${LINES.map(one => (one === ROPE ? line : one)).join('\n')}\n`);
  });

  it('undoes and does again what was edited, in the page', async () => {
    await page.locator('.message[data-role="assistant"]').focus();
    await page.locator('.message[data-role="assistant"]').press('Control+z');
    await page.locator('.message[data-role="assistant"]').getByText('Behind the door.').waitFor();
    await page.locator('.message[data-role="assistant"]').press('Control+Shift+z');
    await page.locator('.message[data-role="assistant"]').getByText('Behind the green door.').waitFor();
    await page.locator('.message[data-role="assistant"]').press('Control+z');
    await page.locator('.message[data-role="assistant"]').getByText('Behind the door.').waitFor();
    await save();
    assert.equal(
      await workbench.waitForFile('sea.jsonl', text => text === FILES['sea.jsonl']),
      FILES['sea.jsonl'],
    );
  });

  it('lists an example no more once it is mended, and goes on showing it', async () => {
    await page.getByRole('combobox', { name: 'Rule' }).selectOption('chat/content-empty');
    await page.getByRole('option', { name: /Who is there/ }).click();
    await example(5);
    await page.getByLabel('Problems of the assistant message').getByText('chat/content-empty').waitFor();
    await page.getByRole('listbox').press('Enter');
    await page.locator('.message[data-role="assistant"]:focus').press('Enter');
    await page.getByRole('textbox', { name: 'Text of the assistant message' }).fill('Me.');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('No example fits.').waitFor();
    await page.locator('.message[data-role="assistant"]').getByText('Me.').waitFor();
    await page.getByRole('button', { name: 'Show All' }).first().click();
  });

  it('is there again as it was after another tab was shown', async () => {
    await page.getByRole('searchbox').fill('question 12');
    await page.getByText(`11 of ${LINES.length} examples`).waitFor();
    await page.getByRole('option', { name: /Question 127/ }).click();
    await example(133);
    await workbench.editor.open('pairs.jsonl');
    await blurWebview(workbench.page);
    await workbench.page.locator('.tab[data-resource-name="sea.jsonl"]').last().click();
    await example(133);
    await page.getByText(`11 of ${LINES.length} examples`).waitFor();
  });

  it('shows the example in the text and comes back to the one at the cursor', async () => {
    await page.getByRole('button', { name: 'Show in Text' }).first().click();
    await workbench.page
      .locator('[id="status.editor.selection"]')
      .filter({ hasText: 'Ln 133, Col 1' })
      .waitFor();
    await workbench.editor.goTo(2, 1);
    await workbench.runCommand('Tunewright: Open Dataset Page');
    await example(2);
  });

  for (const { theme, kind, pageKind } of THEMES) {
    it(`shows a pair without faults of accessibility in ${theme}`, async () => {
      await openAnother('pairs.jsonl', '.part.rejected');
      await useTheme(workbench, { theme, kind });
      await page.locator(`body[data-vscode-theme-kind="${pageKind}"]`).waitFor();
      await page.getByText('trained away from').waitFor();
      await page.getByRole('listbox').focus();
      await workbench.screenshot(`dataset-pair-${theme.replaceAll(' ', '-')}`);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.locator('.message').last().press('Enter');
      await page.getByRole('textbox', { name: /Text of/ }).fill('');
      await page.getByLabel('Problems with this text').waitFor();
      await workbench.screenshot(`dataset-draft-${theme.replaceAll(' ', '-')}`);
      assert.deepEqual(await accessibilityFaults(page), []);
      await page.getByRole('textbox', { name: /Text of/ }).press('Escape');
    });
  }

  it('shows a file that is too large for extensions, read-only', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => chat(`Large ${index}?`, 'word '.repeat(20_000)));
    writeFileSync(path.join(workbench.workspace, 'large.jsonl'), `${lines.join('\n')}\n`);
    await actUntil(
      async () => {
        if (await page.locator('.notice').isVisible()) return;
        await workbench.quickInput.openFile('large.jsonl');
        await workbench.page
          .locator('.tab.active[data-resource-name="large.jsonl"]')
          .waitFor({ timeout: PATIENCE });
        await workbench.runCommand('Tunewright: Open Dataset Page');
      },
      isShown(page.locator('.notice')),
    );
    await page.getByText('600 examples').first().waitFor();
    await actUntil(
      () => page.getByRole('listbox').press('End', { timeout: PATIENCE }),
      isShown(page.getByRole('heading', { name: /^Example 600 / })),
    );
    await page.locator('.message[data-role="user"]').getByText('Large 599?').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Edit/ }).count(), 0);
    await page.getByRole('searchbox').fill('large 17');
    await page.getByText('11 of 600 examples').waitFor();
    await workbench.screenshot('dataset-large');
  });

  it('says of an empty file what an example is', async () => {
    await openAnother('empty.jsonl', '.teaching');
    await workbench.screenshot('dataset-empty');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  /** Opens the page of another file, unless it is in front already. */
  async function openAnother(name: string, shown: string): Promise<void> {
    if (await page.locator(shown).isVisible()) return;
    await workbench.editor.open(name);
    await actUntil(
      async () => {
        if (await page.locator(shown).isVisible()) return;
        await workbench.runCommand('Tunewright: Open Dataset Page');
      },
      isShown(page.locator(shown)),
    );
  }

  function example(number: number): Promise<void> {
    return page.getByRole('heading', { name: new RegExp(`^Example ${number} `) }).waitFor();
  }

  function save(): Promise<void> {
    return page.locator('.message').first().press('Control+s');
  }
});
