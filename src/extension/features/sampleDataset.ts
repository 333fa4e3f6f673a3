import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** Opens an unsaved dataset that has a bit of everything, to try the rest on. */
export function registerSampleDataset({ tell }: Services): vscode.Disposable {
  return registerCommand('tunewright.openSample', tell, async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: SAMPLE });
    await vscode.window.showTextDocument(document);
  });
}

const SYSTEM = 'You answer questions about a garden shop, briefly.';

/** Good examples, and among them faults of several kinds: a comma, a role, a lost answer, a repeated example. */
const SAMPLE = [
  example('When are you open?', 'Monday to Saturday, nine to six.'),
  example('Do you sell tulip bulbs?', 'Yes, from September to November.'),
  `${example('Can I bring my dog?', 'Yes, on a lead.')},`,
  example('Do you deliver?', 'Within ten kilometres, for five euros.').replace('"user"', '"User"'),
  example('Which soil suits roses?', 'A loamy one that drains well.'),
  example('Can I return a plant?', ''),
  example('Do you sell tulip bulbs?', 'Yes, from September to November.'),
  example('How deep do I plant garlic?', 'Five centimetres.').replace('"messages"', '"Messages"'),
  example('When do I prune apple trees?', 'In late winter, on a day without frost.'),
  `{"messages":[{"role":"user","content":"Are you a robot?"}]}`,
  example('Do you have vouchers?', 'Yes, at the till.'),
  example('Is there a car park?', 'Yes, behind the greenhouse.'),
].join('\n');

function example(question: string, answer: string): string {
  const messages = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
  return JSON.stringify({ messages });
}
