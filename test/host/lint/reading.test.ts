import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chat, chats } from './support/datasets.ts';
import { ours, until, untilFindings } from './support/waiting.ts';
import { closeAll, openInEditor, writeFile } from './support/workspace.ts';

const PRETTY = JSON.stringify(JSON.parse(chat('Spread?')), null, 2);

describe('reading a dataset', () => {
  afterEach(closeAll);

  it('the hover lays the conversation out, below what is wrong with it, and nothing in it works as a link', async () => {
    const uri = writeFile('read.jsonl', `${chat('[x](https://evil.example)').replace('"user"', '"User"')}\n`);
    await openInEditor(uri);
    await until(() => ours(uri).length === 1, vscode.languages.onDidChangeDiagnostics);
    const hovers = await hoverAt(uri, ours(uri)[0]!.range.start);
    const contents = hovers.flatMap(hover => hover.contents) as vscode.MarkdownString[];
    const at = contents.findIndex(({ value }) => value.includes('Example 1'));
    assert.ok(at > 0, 'the finding comes first');
    assert.equal(contents[at]?.isTrusted ?? false, false);
    assert.equal(contents[at]?.supportHtml ?? false, false);
    assert.match(contents[at]?.value ?? '', /\*\*assistant\*\* · _trained_\s+An answer/);
    assert.doesNotMatch(contents[at]?.value ?? '', /(?<!\\)\]\(/);
  });

  it('the hover marks the message that is pointed at by its range', async () => {
    const line = chat('Where?');
    const uri = writeFile('range.jsonl', `${line}\n`);
    await openInEditor(uri);
    await untilFindings(uri, []);
    const [hover] = await hoverAt(uri, new vscode.Position(0, line.indexOf('Where')));
    const { start, end } = hover!.range!;
    assert.equal(line.slice(start.character, end.character), '{"role":"user","content":"Where?"}');
  });

  it('a line of 10 MB has its hover soon', async () => {
    const uri = writeFile('long.jsonl', `${chat('x'.repeat(10_000_000))}\n`);
    await openInEditor(uri);
    // The first one waits until the linter has read the file.
    await hoverAt(uri, new vscode.Position(0, 5));
    const took: number[] = [];
    let hover: vscode.Hover | undefined;
    for (let round = 0; round < 3; round++) {
      // Not by the clock, and the least of three: what else this machine does is no fault of ours.
      const before = process.cpuUsage();
      [hover] = await hoverAt(uri, new vscode.Position(0, 5));
      const { user, system } = process.cpuUsage(before);
      took.push((user + system) / 1000);
    }
    const text = (hover!.contents[0] as vscode.MarkdownString).value;
    assert.ok(text.length < 12_000, String(text.length));
    assert.ok(Math.min(...took) < 3000, `${took.map(Math.round).join(', ')} ms`);
  });

  it('the outline names each example and its messages, also after an edit', async () => {
    const uri = writeFile('outline.jsonl', `${chat('One?')}\n\n${chat('Two?', 'Second.')}\n`);
    const editor = await openInEditor(uri);
    await untilFindings(uri, ['json/blank-line@2:0-0']);
    const symbols = await symbolsOf(uri);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['1 · One? → An answer.', '2 · Two? → Second.'],
    );
    assert.deepEqual(
      symbols[1]?.children.map(({ name, detail }) => `${name}: ${detail}`),
      ['user: Two?', 'assistant: Second.'],
    );
    assert.equal(symbols[1]?.range.start.line, 2);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `${chat('Zero?')}\n`));
    assert.deepEqual(
      (await symbolsOf(uri)).map(({ name }) => name),
      ['1 · Zero? → An answer.', '2 · One? → An answer.', '3 · Two? → Second.'],
    );
  });

  it('a log has neither outline nor hover', async () => {
    const uri = writeFile('app.jsonl', '{"level":"info","msg":"a"}\n{"level":"warn","msg":"b"}\n');
    await openInEditor(uri);
    await untilFindings(uri, []);
    assert.deepEqual(await symbolsOf(uri), []);
    assert.deepEqual(await hoverAt(uri, new vscode.Position(0, 3)), []);
  });

  it('goes to an example by its number, blank lines not counted', async () => {
    const uri = writeFile('goto.jsonl', `\n${chat('One?')}\n\n${chats(300)}`);
    const editor = await openInEditor(uri);
    await vscode.commands.executeCommand('tunewright.goToExample', 250);
    assert.equal(editor.selection.active.line, 251);
    await until(
      () => editor.visibleRanges.some(range => range.contains(editor.selection.active)),
      vscode.window.onDidChangeTextEditorVisibleRanges,
    );
    await vscode.commands.executeCommand('tunewright.goToExample', 9999);
    assert.equal(editor.selection.active.line, 251);
  });

  it('opens as a page, and a file that is too large for extensions as one that is only read', async () => {
    const small = writeFile('small.jsonl', chats(3));
    await vscode.commands.executeCommand('tunewright.openDatasetPage', small);
    await untilTab(small, 'tunewright.dataset');
    const large = writeFile('large.jsonl', `${chat('x'.repeat(1_100_000))}\n`.repeat(50));
    await vscode.commands.executeCommand('tunewright.openDatasetPage', large);
    await untilTab(large, 'tunewright.datasetReader');
    await closeAll();
    // As “Reopen Editor With…” does it, which cannot know better.
    await vscode.commands.executeCommand('vscode.openWith', large, 'tunewright.dataset');
    await untilTab(large, 'tunewright.datasetReader');
  });

  it('folds an example that is spread over lines, and runs of lines with the same instructions', async () => {
    const spread = writeFile('spread.jsonl', `${PRETTY}\n${PRETTY}\n`);
    await openInEditor(spread);
    const end = PRETTY.split('\n').length - 1;
    const folds = await foldsOf(spread);
    for (const fold of [`0-${end}`, `${end + 1}-${end * 2 + 1}`, `1-${end - 2}`]) {
      assert.ok(folds.includes(fold), folds.join());
    }
    const system = (text: string) =>
      JSON.stringify({ messages: [{ role: 'system', content: text }, ...JSON.parse(chat('Q')).messages] });
    const runs = writeFile(
      'runs.jsonl',
      `${[system('A'), system('A'), system('B'), system('B')].join('\n')}\n`,
    );
    await openInEditor(runs);
    assert.deepEqual(await foldsOf(runs), ['0-1', '2-3']);
  });
});

function hoverAt(uri: vscode.Uri, position: vscode.Position): Thenable<vscode.Hover[]> {
  return vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
}

async function symbolsOf(uri: vscode.Uri): Promise<vscode.DocumentSymbol[]> {
  const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  );
  return found ?? [];
}

/** Waits until a file is shown by this editor and by no other. */
function untilTab(uri: vscode.Uri, viewType: string): Promise<void> {
  const types = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs.map(({ input }) => input))
      .flatMap(input =>
        input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString()
          ? [input.viewType]
          : [],
      );
  return until(
    () => types().join() === viewType,
    vscode.window.tabGroups.onDidChangeTabs,
    () => assert.deepEqual(types(), [viewType]),
  );
}

async function foldsOf(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
    'vscode.executeFoldingRangeProvider',
    uri,
  );
  return (found ?? []).map(({ start, end }) => `${start}-${end}`);
}
