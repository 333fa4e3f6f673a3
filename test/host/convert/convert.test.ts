import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { chat } from '../lint/support/datasets.ts';
import {
  labelled,
  notifications,
  restoreStubs,
  stubNotifications,
  stubQuickPicks,
} from '../lint/support/stubs.ts';
import { closeAll, inWorkspace, writeFile } from '../lint/support/workspace.ts';

describe('Convert Dataset', () => {
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  const convert = async (content: string, format: string) => {
    const uri = writeFile('talk.jsonl', content);
    stubQuickPicks(labelled(format));
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), content);
  };

  it('writes a file beside the dataset', async () => {
    notifications.press = 'Convert';
    await convert(`${chat('Hi')}\n`, 'ShareGPT');
    assert.equal(
      readFileSync(inWorkspace('talk_sharegpt.jsonl'), 'utf8'),
      '{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"An answer."}]}\n',
    );
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0);
  });

  it('writes nothing when the user thinks better of it', async () => {
    await convert(`${chat('Hi')}\n`, 'Alpaca');
    assert.equal(existsSync(inWorkspace('talk_alpaca.jsonl')), false);
  });

  it('says what each format would lose before anything is written', async () => {
    const uri = writeFile('tools.jsonl', `${chat('Hi').replace(/}$/, ',"tools":[{"type":"function"}]}')}\n`);
    let details: (string | undefined)[] = [];
    stubQuickPicks(items => {
      details = items.filter(({ label }) => label === 'Bedrock Claude').map(({ detail }) => detail);
      return undefined;
    });
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.match(details[0] ?? '', /tools/i);
  });

  it('says so when nothing can be written', async () => {
    const uri = writeFile('log.jsonl', '{"level":"info"}\n');
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.equal(notifications.told.length, 1);
  });

  it('asks what the columns of a table mean, the likely one first', async () => {
    const uri = writeFile('towns.csv', 'id,question,reply\n1,How far is Oslo?,Ten miles.\n');
    notifications.press = 'Convert';
    const asked: string[][] = [];
    const first = (items: readonly vscode.QuickPickItem[]) => {
      asked.push(items.map(({ label }) => label));
      return items[0];
    };
    stubQuickPicks(first, first, first, first, labelled('OpenAI chat'));
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.deepEqual(
      asked.map(labels => labels[0]),
      ['question', 'reply', '$(circle-slash) None', '$(circle-slash) None'],
    );
    assert.equal(
      readFileSync(inWorkspace('towns_openai-sft.jsonl'), 'utf8'),
      '{"messages":[{"role":"user","content":"How far is Oslo?"},{"role":"assistant","content":"Ten miles."}]}\n',
    );
    // The column that the format cannot hold is told.
    assert.ok(notifications.told.some(({ message }) => message.includes('Other keys')));
  });

  it('takes the file that was clicked in the explorer and all that are selected with it', async () => {
    notifications.press = 'Convert';
    const [one, two, other] = ['one', 'two', 'other'].map(name =>
      writeFile(`${name}.jsonl`, `${chat(name)}\n`),
    );
    stubQuickPicks(labelled('ShareGPT'));
    await vscode.commands.executeCommand('tunewright.convertDataset', other, [other]);
    stubQuickPicks(labelled('Alpaca'), labelled('ShareGPT'));
    await vscode.commands.executeCommand('tunewright.convertDataset', two, [one, two]);
    const written = ['other_sharegpt', 'one_alpaca', 'two_sharegpt', 'one_sharegpt', 'two_alpaca'];
    assert.deepEqual(
      written.filter(name => existsSync(inWorkspace(`${name}.jsonl`))),
      ['other_sharegpt', 'one_alpaca', 'two_sharegpt'],
    );
  });

  it('converts no other selected file after the user left', async () => {
    const selected = ['left', 'right'].map(name => writeFile(`${name}.jsonl`, `${chat(name)}\n`));
    const titles: (string | undefined)[] = [];
    // A second list would find nobody who answers it, which would be told.
    stubQuickPicks((_items, { title }) => void titles.push(title));
    await vscode.commands.executeCommand('tunewright.convertDataset', selected[1], selected);
    assert.deepEqual(titles, ['Convert left.jsonl from OpenAI chat']);
    assert.deepEqual(notifications.told, []);
  });

  it('does not ask where the columns are those of a format', async () => {
    const uri = writeFile('pairs.tsv', 'prompt\tcompletion\nHi\tHo\n');
    notifications.press = 'Convert';
    stubQuickPicks(labelled('ShareGPT'));
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.ok(existsSync(inWorkspace('pairs_sharegpt.jsonl')));
  });

  it('says what is wrong with a table that cannot be read', async () => {
    const uri = writeFile('broken.parquet', 'no Parquet');
    await vscode.commands.executeCommand('tunewright.convertDataset', uri);
    assert.equal(notifications.told.length, 1);
  });
});
