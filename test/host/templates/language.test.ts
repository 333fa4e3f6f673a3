import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { choose, lightBulb } from '../lint/support/codeActions.ts';
import { until } from '../lint/support/waiting.ts';
import { closeAll, inWorkspace, openInEditor, replaceOnce, writeFile } from '../lint/support/workspace.ts';
import { ask, positionOf, promptText, untilPromptFindings } from './support/prompts.ts';

describe('chat templates in the editor', () => {
  before(() => vscode.extensions.getExtension('tunewright.tunewright')?.activate());
  afterEach(closeAll);

  it('are JSON with comments, Jinja and Prompty', async () => {
    const languages: Record<string, string> = {
      'language.prompt.json': 'jsonc',
      'language.minijinja': 'jinja',
      'language.j2': 'jinja',
      'language.prompty': 'prompty',
      'language.json': 'json',
    };
    for (const [name, expected] of Object.entries(languages)) {
      const { document } = await openInEditor(writeFile(name, ''));
      assert.equal(document.languageId, expected, name);
    }
  });

  it('finds nothing wrong with the samples', async () => {
    for (const name of ['translate', 'house-style', 'sentiment']) {
      const uri = vscode.Uri.file(inWorkspace(`book/${name}.prompt.json`));
      const { document } = await openInEditor(uri);
      await replaceOnce(vscode.window.activeTextEditor!, '"messages": [', '"messages": [ 1,');
      await untilPromptFindings(document, ['missing-role "1"', 'empty-message "1"']);
      await replaceOnce(vscode.window.activeTextEditor!, '[ 1,', '[');
      await untilPromptFindings(document, []);
      await closeAll();
    }
  });

  it('underlines exactly what is wrong, escapes and emoji or not', async () => {
    const text = promptText(['"😀"\n{{ naem }} {{ name | uper }}', '{% if name %}'], { name: {} });
    const { document } = await openInEditor(writeFile('ranges.prompt.json', text));
    await untilPromptFindings(document, [
      'undefined-variable "naem"',
      'unknown-filter "uper"',
      'unclosed-block "{% if name %}"',
    ]);
  });

  it('judges a template file for the prompts that it is part of, and follows both', async () => {
    const part = writeFile('parts/greeting.jinja', 'Hello {{ nmae }}');
    const text = promptText(['{% include "./parts/greeting.jinja" %}'], { name: {} });
    writeFile('greeting.prompt.json', text);
    const editor = await openInEditor(part);
    await untilPromptFindings(editor.document, ['undefined-variable "nmae"']);
    await choose(await lightBulb(part, rangeOf(editor.document, 'nmae')), /Change to name/);
    await untilPromptFindings(editor.document, []);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '{{ other }}'));
    await untilPromptFindings(editor.document, ['undefined-variable "other"']);
  });

  it('leaves template files of other programs alone', async () => {
    const lonely = await openInEditor(writeFile('site.j2', '{{ x | to_nice_yaml }}'));
    const { document } = await openInEditor(writeFile('beside.prompt.json', promptText(['{{ x | nope }}'])));
    await untilPromptFindings(document, ['unknown-filter "nope"']);
    await untilPromptFindings(lonely.document, []);
  });

  it('declares an input by a quick fix', async () => {
    const text = promptText(['{{ topic }} {{ mood }}'], { topic: {} });
    const { document } = await openInEditor(writeFile('declare.prompt.json', text));
    await untilPromptFindings(document, ['undefined-variable "mood"']);
    await choose(await lightBulb(document.uri, rangeOf(document, 'mood')), /Declare the input mood/);
    await untilPromptFindings(document, []);
    assert.ok('mood' in JSON.parse(document.getText()).inputs);
  });

  it('knows a value that only a set beside the file has', async () => {
    writeFile('known.inputs.json', '{ "one": { "extra": "x" } }');
    const text = promptText(['{{ topic }} {{ extra }} {{ more }}'], { topic: {} });
    const { document } = await openInEditor(writeFile('known.prompt.json', text));
    await untilPromptFindings(document, ['undefined-variable "more"']);
    writeFile('known.inputs.json', '{ "one": { "extra": "x", "more": "y" } }');
    await untilPromptFindings(document, []);
  });

  it('completes variables, members, filters and loop variables', async () => {
    const inputs = { user: { type: 'object', example: { city: 'Bergen' } } };
    const text = promptText(['{{ us', '{{ user.c', '{{ user | up', '{% for x in user %}{{ lo'], inputs);
    const { document } = await openInEditor(writeFile('complete.prompt.json', text));
    const expected: Record<string, string> = {
      '{{ us"': 'user',
      'user.c': 'city',
      '| up': 'upper',
      '{{ lo': 'loop',
    };
    for (const [before, label] of Object.entries(expected)) {
      const position = positionOf(document, before, before.replace('"', '').length);
      const { items } = await ask<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      assert.ok(
        items.some(item => item.label === label),
        `${label} after ${before}`,
      );
    }
  });

  it('tells the value of a variable and where it comes from, as text', async () => {
    const text = promptText(['Hi {{ name }}'], { name: { default: '**Ada** <b>' } });
    const { document } = await openInEditor(writeFile('hover.prompt.json', text));
    const hovers = await ask<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, '{{ name', 4),
    );
    const textOf = ({ contents }: vscode.Hover) => (contents[0] as vscode.MarkdownString).value;
    const ours = hovers.find(hover => textOf(hover).includes('Ada'));
    assert.ok(ours?.range, hovers.map(textOf).join());
    assert.equal(document.getText(ours.range), 'name');
    assert.match(textOf(ours), /```text\n\*\*Ada\*\* <b>\n```/);
  });

  it('goes to the declaration from a template file, and renames everywhere', async () => {
    const part = writeFile('rename/part.jinja', '{{ who }}!');
    const prompt = writeFile(
      'rename/ask.prompt.json',
      promptText(['Dear {{ who }}, {% include "part.jinja" %}'], { who: {} }),
    );
    const sets = writeFile('rename/ask.inputs.json', '{ "one": { "who": "Ada" } }');
    const { document } = await openInEditor(part);
    const at = positionOf(document, 'who');
    // The prompts that a template is part of are looked for when it is opened.
    await untilOwned(document);
    const [definition] = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', part, at);
    assert.equal(definition?.uri.toString(), prompt.toString());
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', part, at, 'guest');
    const edited = edit.entries().map(([uri, edits]) => `${uri.path.split('/').at(-1)} ${edits.length}`);
    assert.deepEqual(edited.sort(), ['ask.inputs.json 1', 'ask.prompt.json 2', 'part.jinja 1']);
    await vscode.workspace.applyEdit(edit);
    const texts = await Promise.all(
      [part, prompt, sets].map(async uri => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.ok(texts.every(text => text.includes('guest') && !text.includes('who')));
    await vscode.workspace.saveAll();
  });

  it('completes and explains the keys of the file from its schema', async () => {
    const uri = writeFile(
      'schema.prompt.json',
      '{\n  "temp": 1,\n  "temperature": 7,\n  "messages": []\n}\n',
    );
    const { document } = await openInEditor(uri);
    // VS Code's own JSON service reads the schema when the first file of that name is open.
    await until(
      () =>
        vscode.languages
          .getDiagnostics(uri)
          .some(({ source, range }) => source !== 'tunewright' && document.getText(range) === '7'),
      vscode.languages.onDidChangeDiagnostics,
      () => assert.fail(JSON.stringify(vscode.languages.getDiagnostics(uri))),
    );
    const { items } = await ask<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      positionOf(document, 'temp', 4),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const key of ['inputs', 'response_format', 'tools', 'choices', 'expect', 'connection']) {
      assert.ok(labels.includes(key), `${key} among ${labels.join()}`);
    }
    const hovers = await ask<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      positionOf(document, 'temperature', 3),
    );
    const said = hovers.flatMap(({ contents }) => contents.map(one => (one as vscode.MarkdownString).value));
    assert.ok(
      said.some(text => text !== ''),
      said.join(),
    );
  });

  it('says where a value comes from, or that there is none', async () => {
    const text = promptText(['{{ topic }} {{ mood }}'], { topic: {}, mood: { default: 'from the file' } });
    const { document } = await openInEditor(writeFile('origin.prompt.json', text));
    const hoverOn = async (name: string) => {
      const hovers = await ask<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        positionOf(document, `{{ ${name}`, 4),
      );
      return hovers.map(({ contents }) => (contents[0] as vscode.MarkdownString).value).join();
    };
    assert.match(await hoverOn('mood'), /from the file/);
    assert.match(await hoverOn('mood'), /default(&nbsp;| )of/);
    assert.match(await hoverOn('topic'), /no(&nbsp;| )value/);
  });

  it('refuses names that cannot be', async () => {
    const text = promptText(['{{ a }} {{ b }}'], { a: {}, b: {} });
    const { document } = await openInEditor(writeFile('refuse.prompt.json', text));
    const at = positionOf(document, '{{ a', 3);
    for (const name of ['b', 'not', '1x']) {
      await assert.rejects(
        async () => ask('vscode.executeDocumentRenameProvider', document.uri, at, name),
        name,
      );
    }
  });
});

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  return new vscode.Range(positionOf(document, text), positionOf(document, text, text.length));
}

async function untilOwned(document: vscode.TextDocument): Promise<void> {
  const editor = vscode.window.activeTextEditor!;
  await editor.edit(edit => edit.insert(document.positionAt(document.getText().length), '{{ x | nope }}'));
  await untilPromptFindings(document, ['undefined-variable "x"', 'unknown-filter "nope"']);
  await replaceOnce(editor, '{{ x | nope }}', '');
  await untilPromptFindings(document, []);
}
