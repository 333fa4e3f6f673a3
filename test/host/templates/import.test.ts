import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Dialogs, pick, pickAll, type } from '../connections/support/dialogs.ts';
import { inWorkspace, openInEditor, replaceOnce, writeFile } from '../lint/support/workspace.ts';
import type { PreviewHostContract, PreviewPageContract } from '../../../src/protocol/preview.ts';
import { LivePage, openedPage } from '../stories/support/livePage.ts';
import { restorePages, stubPages } from '../training/support/pages.ts';
import { ask, positionOf, untilPromptFindings } from './support/prompts.ts';
import { useDialogs } from '../support/useDialogs.ts';

const PROMPTY = `---
name: Greeter
model:
  api: chat
  parameters:
    temperature: 0
sample:
  name: Ada
---
system:
You greet people.

user:
Hello, I'm {{name}}.
`;

const TENSORZERO = `[functions.greet]
type = "chat"

[functions.greet.variants.short]
type = "chat_completion"
model = "openai::gpt-4o-mini"
system_template = "greet.minijinja"

[functions.greet.variants.long]
type = "chat_completion"
model = "openai::gpt-4o"
system_template = "greet.minijinja"
`;

describe('importing prompts of other tools', () => {
  let dialogs: Dialogs;

  useDialogs(one => {
    dialogs = one;
  });

  it('writes a .prompty file beside itself, and never over another', async () => {
    const uri = writeFile('imported/greeter.prompty', PROMPTY);
    await vscode.commands.executeCommand('tunewright.importPrompt', uri);
    const first = inWorkspace('imported/Greeter.prompt.json');
    const written = readFileSync(first, 'utf8');
    const prompt = JSON.parse(written) as { temperature: number; messages: { content: string }[] };
    assert.equal(prompt.temperature, 0);
    assert.match(prompt.messages.at(-1)!.content, /Hello, I'm \{\{name\}\}\./);
    await vscode.commands.executeCommand('tunewright.importPrompt', uri);
    assert.equal(readFileSync(first, 'utf8'), written);
    assert.ok(existsSync(inWorkspace('imported/Greeter-2.prompt.json')));
  });

  it('previews a variant of a tensorzero.toml with its template, and follows both', async () => {
    writeFile('zero/greet.minijinja', 'You greet {{ name }}.');
    const uri = writeFile('zero/tensorzero.toml', TENSORZERO);
    stubPages();
    try {
      dialogs.will(pick('greet / long'));
      await vscode.commands.executeCommand('tunewright.previewPrompt', uri);
      const page: LivePage<PreviewPageContract, PreviewHostContract> = new LivePage(
        await openedPage('.preview'),
        ['state', 'runs'],
      );
      const shown = async (fits: (request: string) => boolean) => {
        const now = await page.channel.call('ready', undefined);
        if (now) page.take('state', now);
        const { request } = await page.until('state', state => fits(state.request));
        return JSON.parse(request) as { model: string; messages: { content: string }[] };
      };
      const first = await shown(() => true);
      assert.equal(first.model, 'gpt-4o');
      assert.match(first.messages[0]!.content, /You greet/);
      assert.equal(page.last('state')!.inputs[0]?.name, 'name');
      await page.channel.call('reveal', { sequence: page.last('state')!.sequence, slot: 0, offset: 2 });
      assert.match(vscode.window.activeTextEditor!.document.uri.path, /zero\/greet\.minijinja$/);
      await vscode.window.activeTextEditor!.edit(edit => edit.insert(new vscode.Position(0, 0), 'Now '));
      await shown(request => request.includes('Now You greet'));
      const { document } = await openInEditor(uri);
      await replaceOnce(vscode.window.activeTextEditor!, 'openai::gpt-4o"', 'openai::gpt-9"');
      await shown(request => request.includes('gpt-9'));
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
      dialogs.will(type('Ada'));
      await page.channel.call('run', { asksTimes: false });
      const { shown: runs } = await page.until('runs', view => !view.live && view.shown.length === 1);
      assert.notEqual(runs[0]!.answers[0]!.text, '');
      const journal = inWorkspace('.tunewright/results/zero/tensorzero.toml.greet.long.runs.jsonl');
      assert.match(readFileSync(journal, 'utf8'), /Now You greet Ada/);
    } finally {
      restorePages();
    }
  });

  it('judges, completes and explains the template of a variant by its schema', async () => {
    writeFile(
      'zoo/schema.json',
      '{"properties":{"name":{"type":"string","description":"Whom"}},"required":["name"]}',
    );
    const template = writeFile('zoo/greet.minijinja', 'You greet {{ nmae }}, {{ name }}.');
    writeFile(
      'zoo/tensorzero.toml',
      TENSORZERO.replace('[functions.greet]\n', '[functions.greet]\nsystem_schema = "schema.json"\n'),
    );
    const { document } = await openInEditor(template);
    await untilPromptFindings(document, ['undefined-variable "nmae"']);
    const at = positionOf(document, '{{ name', 4);
    const [hover] = await ask<vscode.Hover[]>('vscode.executeHoverProvider', template, at);
    assert.match(hover!.contents.map(one => (one as vscode.MarkdownString).value).join(), /Whom/);
    const { items } = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', template, at);
    assert.equal(items.find(({ label }) => label === 'name')?.detail, 'Whom');
    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      template,
      at,
      'guest',
    );
    const edited = edit.entries().map(([uri, edits]) => `${uri.path.split('/').at(-1)} ${edits.length}`);
    assert.deepEqual(edited.sort(), ['greet.minijinja 1', 'schema.json 2']);
  });

  it('writes the chosen variants of a tensorzero.toml, with references to their templates', async () => {
    writeFile('zero/greet.minijinja', 'You greet {{ name }}.');
    const uri = writeFile('zero/tensorzero.toml', TENSORZERO);
    dialogs.will(pickAll('greet / short'));
    await vscode.commands.executeCommand('tunewright.importPrompt', uri);
    const name = vscode.window.activeTextEditor!.document.uri.path;
    const text = vscode.window.activeTextEditor!.document.getText();
    assert.match(name, /zero\/greet-short\.prompt\.json$/);
    assert.match(text, /"\$file": "greet\.minijinja"/);
  });
});
