import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { Dialogs, pickAll } from '../connections/support/dialogs.ts';
import { closeAll, inWorkspace, writeFile } from '../lint/support/workspace.ts';

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

  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  beforeEach(() => {
    dialogs = new Dialogs();
  });
  afterEach(async () => {
    dialogs.restore();
    await closeAll();
    dialogs.verify();
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
