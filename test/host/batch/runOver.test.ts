import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Answer, type Dialogs, leave, pick, type } from '../connections/support/dialogs.ts';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';
import { useDialogs } from '../support/useDialogs.ts';

describe('a template run over many rows', () => {
  let dialogs: Dialogs;
  useDialogs(one => {
    dialogs = one;
  });

  const linesOf = (name: string) =>
    readFileSync(inWorkspace(name), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  /** Picks the file with this path in the workspace. */
  const pickFile =
    (name: string): Answer =>
    ({ items }) =>
      items.find(item => (item as { uri?: vscode.Uri }).uri?.path.endsWith(`/${name}`));

  it('fills its variables from columns, says the price first, and gathers the answers', async () => {
    writeFile('many/moods.csv', 'id,Review\n1,Two seals!\n2,Forty minutes late.\n3,Nice views.\n');
    const template = vscode.Uri.file(inWorkspace('book/sentiment.prompt.json'));
    dialogs.will(
      pickFile('many/moods.csv'),
      asked => {
        assert.ok(asked.labels.some(label => label.endsWith('review')));
        return pick('Go on with these columns')(asked);
      },
      asked => {
        const [first] = asked.items as vscode.QuickPickItem[];
        assert.match(first?.detail ?? '', /3 requests.*costs nothing/);
        return first;
      },
    );
    await vscode.commands.executeCommand('tunewright.runOverDataset', template);
    const message = await dialogs.nextMessage();
    assert.deepEqual([message.severity, message.buttons], ['info', ['Open']], message.text);
    const answers = linesOf('many/moods_answers.jsonl');
    assert.deepEqual(
      answers.map(({ inputs }) => inputs.review),
      ['Two seals!', 'Forty minutes late.', 'Nice views.'],
    );
    assert.ok(answers.every(({ output }) => /^[1-5]: /.test(output)));
  });

  it('makes a dataset out of documents, and bad lines are repaired', async () => {
    writeFile('papers/a.md', 'The bakery opens at six.\n');
    writeFile('papers/b.md', 'The lighthouse keeper counts the steps.\n');
    dialogs.will(
      pickFile('book/training-pairs.prompt.json'),
      pick('info'),
      pick('As much as the model reads'),
      pick('2 times'),
    );
    await vscode.commands.executeCommand('tunewright.runOverFolder', vscode.Uri.file(inWorkspace('papers')));
    const message = await dialogs.nextMessage();
    assert.deepEqual([message.severity, message.buttons], ['warning', ['Repair or Drop']], message.text);
    assert.ok(linesOf('papers_dataset.jsonl').length >= 2);
    assert.equal(linesOf('papers_rejected.jsonl')[0].line, 'Here is one pair:');
    const line = '{"messages":[{"role":"user","content":"Q?"},{"role":"assistant","content":"A."}]}';
    dialogs.will(
      ({ items }) => items[0],
      pick('Repair by hand'),
      async asked => {
        assert.ok(await asked.options.validateInput?.('{"messages":[]}'));
        return type(line)(asked);
      },
    );
    const rejected = vscode.Uri.file(inWorkspace('papers_rejected.jsonl'));
    await vscode.commands.executeCommand('tunewright.reviewRejected', rejected);
    assert.deepEqual(linesOf('papers_dataset.jsonl').at(-1), JSON.parse(line));
    assert.equal(existsSync(rejected.fsPath), false);
    assert.match((await dialogs.nextMessage()).text, /papers_dataset\.jsonl/);
  });

  it('shows what a model repaired as a difference, and takes nothing by itself', async () => {
    const good = '{"messages":[{"role":"user","content":"Q?"},{"role":"assistant","content":"A."}]}';
    const dataset = writeFile('mend_dataset.jsonl', `${good}\n`);
    const torn = { line: good.slice(0, -1), from: 'a.md', faults: ['A brace is missing.'] };
    const rejected = writeFile('mend_rejected.jsonl', `${JSON.stringify(torn)}\n`);
    dialogs.will(
      ({ items }) => items[0],
      pick('Repair by a model'),
      async asked => {
        await until(
          () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff,
          vscode.window.tabGroups.onDidChangeTabs,
        );
        return pick('Leave it as it is')(asked);
      },
      ({ items }) => items[0],
      pick('Drop'),
    );
    const ledger = inWorkspace('.tunewright/ledger.jsonl');
    const entered = () => (existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length : 1);
    const before = entered();
    await vscode.commands.executeCommand('tunewright.reviewRejected', rejected);
    assert.equal(entered(), before + 1, 'What the model was asked is in the ledger.');
    assert.equal(readFileSync(dataset.fsPath, 'utf8'), `${good}\n`);
    assert.equal(existsSync(rejected.fsPath), false);
  });

  it('sends nothing when the user leaves before the price is accepted', async () => {
    const rows = writeFile('many/leave.jsonl', '{"review":"Nice."}\n');
    dialogs.will(pickFile('book/sentiment.prompt.json'), pick('Go on with these columns'), leave);
    await vscode.commands.executeCommand('tunewright.runOverDataset', rows);
    assert.equal(existsSync(inWorkspace('many/leave_answers.jsonl')), false);
  });

  it('says that no run is unfinished', async () => {
    await vscode.commands.executeCommand('tunewright.resumeRun');
    assert.equal((await dialogs.nextMessage()).severity, 'error');
  });

  it('makes examples of labels through a template with a rubric, and preferences of pairs', async () => {
    const titles = vscode.Uri.file(inWorkspace('taste/titles.csv'));
    dialogs.will(
      pickFile('taste/favourite.prompt.json'),
      pick('Go on with these columns'),
      pick('Answers'),
      pick('is_favorite'),
      pick('Write 10 examples'),
    );
    await vscode.commands.executeCommand('tunewright.makeDatasetFromTable', titles);
    const [first] = linesOf('taste/titles_sft.jsonl');
    assert.match(first.messages[0].content, /names a place/);
    assert.deepEqual(first.messages[2], { role: 'assistant', content: 'true' });
    assert.match((await dialogs.nextMessage()).text, /10 examples/);
    dialogs.will(
      pickFile('taste/prefer.prompt.json'),
      pick('Go on with these columns'),
      pick('Preferences'),
      pick('preferred'),
      pick('The other label'),
      pick('Write 4 examples'),
    );
    await vscode.commands.executeCommand(
      'tunewright.makeDatasetFromTable',
      vscode.Uri.file(inWorkspace('taste/pairs.jsonl')),
    );
    const [pair] = linesOf('taste/pairs_dpo.jsonl');
    assert.deepEqual([pair.preferred_output[0].content, pair.non_preferred_output[0].content], ['A', 'B']);
    await dialogs.nextMessage();
  });

  it('makes pairs in the voice of a character', async () => {
    const script = vscode.Uri.file(inWorkspace('voice/night-watch.txt'));
    dialogs.will(
      pick('Captain Brine'),
      pick('What was said last'),
      type('You are Captain Brine.'),
      pick('Write 17 examples'),
    );
    await vscode.commands.executeCommand('tunewright.makeDatasetFromDialogue', script);
    const [first] = linesOf('voice/night-watch_dialogue.jsonl');
    assert.deepEqual(
      first.messages.map(({ content }: { content: string }) => content),
      [
        'You are Captain Brine.',
        'Who rings the bell at this hour?',
        'The tide, child. It never asks for the time.',
      ],
    );
    await dialogs.nextMessage();
  });
});
