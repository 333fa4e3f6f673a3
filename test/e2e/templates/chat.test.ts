import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { FaultServer } from '../../support/faultServer.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openWorkbench, type Theme } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

const THEMES: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Default High Contrast'];

for (const theme of THEMES) {
  describe(`the chat page in ${theme}`, () => {
    let workbench: Workbench;
    let page: FrameLocator;

    before(async () => {
      workbench = await openWorkbench({ workspace: 'samples', open: 'book/adventure.prompt.json', theme });
      page = await openChat(workbench);
    });
    after(() => workbench?.close());

    it('goes on where the turns of the template end', async () => {
      assert.equal(await page.locator('.from-template').count(), 5);
      await page.getByText('You tell a text adventure').waitFor();
      await page.getByRole('textbox', { name: 'Value of command' }).fill('I climb the stairs.');
      await page.locator('#composer').press('Enter');
      await answers(page, 1);
      await ask(page, 'I open the window.', 2);
      assert.equal(await page.locator('.turns .message').count(), 4);
      assert.match(
        await page.locator('.facts').first().innerText(),
        /sandbox-base · Sandbox · \d+ tokens in/,
      );
      await workbench.screenshot(`chat-${theme.replace(/ /g, '-')}`);
    });

    it('has no faults of accessibility', async () => {
      assert.deepEqual(await accessibilityFaults(page), []);
    });

    if (theme !== THEMES[0]) return;

    it('branches where a question is edited, and switches by keyboard', async () => {
      const first = page.locator('.turns .message').first();
      await first.getByRole('button', { name: 'Edit' }).click();
      await first.locator('textarea').fill('I go back to the pier.');
      await first.getByRole('button', { name: 'Ask' }).click();
      await page.locator('.branches').getByText('2 of 2').waitFor();
      await answers(page, 1);
      await workbench.screenshot('chat-branches');
      await first.focus();
      await first.press('Alt+ArrowLeft');
      await page.getByText('I open the window.').waitFor();
      assert.equal(await page.locator('.turns .message').count(), 4);
    });

    it('saves a person’s version of an answer as a training example', async () => {
      const answer = page.locator('.turns .message').nth(1);
      await answer.getByRole('button', { name: 'Edit' }).click();
      await answer.locator('textarea').fill('The stairs creak. What do you do?');
      await answer.getByRole('button', { name: 'Keep' }).click();
      await answer.getByText('The stairs creak.').waitFor();
      const before = workbench.readFile('support-chat/train.jsonl');
      await answer.getByRole('button', { name: 'Save as example' }).click();
      await workbench.quickInput.pick('train.jsonl');
      const text = await workbench.waitForFile('support-chat/train.jsonl', now => now.length > before.length);
      assert.ok(text.startsWith(before));
      const { messages } = JSON.parse(text.trimEnd().split('\n').at(-1)!);
      assert.equal(messages.length, 7);
      assert.deepEqual(messages.slice(-2), [
        { role: 'user', content: 'I climb the stairs.' },
        { role: 'assistant', content: 'The stairs creak. What do you do?' },
      ]);
      await (await workbench.messages.notification('of train.jsonl')).waitFor();
    });

    it('adds the turns to the template, before its question, as one step to undo', async () => {
      const answer = page.locator('.turns .message').nth(1);
      await answer.getByRole('button', { name: 'Add to template' }).click();
      // The template is the page's history: it shows what was added at once.
      await page.locator('.from-template').nth(6).waitFor({ state: 'attached' });
      await workbench.page.locator('.tab[data-resource-name="adventure.prompt.json"]').click();
      await workbench.editor.waitUntilShown('adventure.prompt.json');
      await workbench.editor.element.getByText('The stairs creak').waitFor();
      await workbench.editor.undo();
      await workbench.editor.element.getByText('The stairs creak').waitFor({ state: 'detached' });
      await workbench.page.locator('.tab.dirty').waitFor({ state: 'detached' });
    });
  });
}

describe('questions in a loop', () => {
  let workbench: Workbench;
  let server: FaultServer;
  let page: FrameLocator;

  before(async () => {
    server = await FaultServer.start();
    server.otherwise({ status: 401, body: '{"error":{"message":"no such key"}}' });
    workbench = await openWorkbench({
      workspace: 'samples',
      // Not opened from the start: a file in the address is opened by a reload instead of what was open.
      files: {
        'broken.prompt.json':
          '{ "connection": "Elsewhere", "model": "m", "messages": [{ "role": "user", "content": "Hello" }] }',
      },
      settings: {
        'tunewright.connections': [
          { id: 'elsewhere', kind: 'openai-compatible', name: 'Elsewhere', baseUrl: `${server.origin}/v1` },
        ],
      },
    });
    await workbench.editor.open('sentiment.prompt.json');
    page = await openChat(workbench);
  });
  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  it('stand alone: the same template, a new value each time, no history', async () => {
    await page.getByLabel('Each question').selectOption('loop');
    await page.getByRole('textbox', { name: 'Value of review' }).waitFor();
    await ask(page, 'Late again.', 1);
    await ask(page, 'Splendid seals!', 2);
    await ask(page, 'Late again.', 3);
    const facts = await page.locator('.facts').allInnerTexts();
    const tokensIn = facts.map(fact => /\d+ tokens in/.exec(fact)?.[0]);
    assert.equal(tokensIn[0], tokensIn[2]);
    assert.equal(await page.getByText('asked alone').count(), 3);
    await workbench.screenshot('chat-loop');
  });

  it('come back after a reload', async () => {
    await workbench.untilPageStored('tunewright.chat');
    await workbench.page.reload();
    page = workbench.webview();
    await page.getByText('Splendid seals!').waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.turns .message').count(), 6);
  });

  it('keep what was asked when the server refuses, with the way out beside it', async () => {
    await workbench.editor.open('broken.prompt.json');
    page = await openChat(workbench);
    assert.equal(await page.locator('#composer').inputValue(), 'Hello');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'Enter the key' }).waitFor();
    await workbench.screenshot('chat-problem');
    assert.equal(await page.locator('.turns .message').first().getByText('Hello').count(), 1);
  });
});

describe('chat in a workspace that is not trusted', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      workspace: 'samples',
      open: 'book/adventure.prompt.json',
      restricted: true,
    });
  });
  after(() => workbench?.close());

  it('shows the template and sends nothing', async () => {
    const page = await openChat(workbench);
    await page.getByRole('button', { name: 'Manage trust' }).waitFor();
    await page.locator('#composer').fill('I climb the stairs.');
    await page.locator('#composer').press('Enter');
    await page.getByRole('alert').getByText('not trusted').waitFor();
    assert.equal(await page.locator('.turns .message').count(), 0);
    assert.equal(await page.locator('#composer').inputValue(), 'I climb the stairs.');
  });
});

async function openChat(workbench: Workbench): Promise<FrameLocator> {
  const page = workbench.webview();
  await workbench.editor.clickCodeLens('Chat', page.locator('#composer'));
  return page;
}

async function ask(page: FrameLocator, text: string, count: number): Promise<void> {
  await page.locator('#composer').fill(text);
  await page.locator('#composer').press('Enter');
  await answers(page, count);
}

/** Waits until so many answers are whole. */
async function answers(page: FrameLocator, count: number): Promise<void> {
  await page
    .locator('.turns .message[data-role="assistant"] .facts')
    .nth(count - 1)
    .waitFor();
}
