import type { Path } from '../../../jsonl/node.ts';
import { has, isObject, own } from '../../../jsonl/shape.ts';
import { converseLine, said } from '../../converseLine.ts';
import { deletePair, replaceValue, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleContext, type ExampleFix, exampleRule } from '../../rule.ts';

export const contentBlocks = exampleRule({
  id: 'bedrock/content-blocks',
  needs: 'object',
  formats: ['bedrock-converse', 'bedrock-dpo'],
  summary: "Contents are arrays of Bedrock's blocks.",
  why: "Converse has no strings as contents, and its blocks have no type: the key says what a block is. OpenAI's parts are refused.",
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    string: 'Content has to be an array of blocks such as [{"text": "Hi"}], not a string.',
    typed: 'A block has no "type"; its key says what it is.',
    notObject: 'A block has to be an object such as {"text": "Hi"}.',
    system: '"system" has to be an array of blocks such as [{"text": "Be brief."}].',
  },
  examples: {
    bad: [
      {
        text: converseLine([{ role: 'user', content: 'Hi' }, said('assistant', { text: 'Hello' })]),
        messageId: 'string',
      },
      {
        text: converseLine([
          said('user', { type: 'text', text: 'Hi' }),
          said('assistant', { text: 'Hello' }),
        ]),
        messageId: 'typed',
      },
      {
        text: converseLine([said('user', 'Hi'), said('assistant', { text: 'Hello' })]),
        messageId: 'notObject',
      },
      {
        text: converseLine(undefined, { schemaVersion: 'bedrock-conversation-2024', system: 'Be brief.' }),
        messageId: 'system',
      },
    ],
    good: [{ text: converseLine() }],
  },
  check(example, { report }) {
    const system = example.field('system');
    if (typeof system === 'string')
      report({ messageId: 'system', at: ['system'], fixes: wrapFix(example, ['system']) });
    for (const { message, path } of example.messages) {
      const content = own(message, 'content');
      const at = [...path, 'content'];
      if (typeof content === 'string') report({ messageId: 'string', at, fixes: wrapFix(example, at) });
      else if (Array.isArray(content))
        for (const [index, block] of content.entries()) checkBlock(example, block, [...at, index], report);
    }
  },
});

function checkBlock(example: Example, block: unknown, at: Path, report: ExampleContext['report']): void {
  if (!isObject(block)) report({ messageId: 'notObject', at });
  else if (has(block, 'type')) {
    const isText = own(block, 'type') === 'text' && typeof own(block, 'text') === 'string';
    const edits = deletePair(example, [...at, 'type']);
    report({
      messageId: 'typed',
      at: [...at, 'type'],
      part: 'pair',
      fixes: isText ? [{ title: 'Delete "type"', safety: 'safe', edits }] : [],
    });
  }
}

function wrapFix(example: Example, at: Path): ExampleFix[] {
  const edits = replaceValue(example, at, `[{"text": ${sourceOf(example, at)}}]`);
  return [{ title: 'Write as [{"text": ...}]', safety: 'safe', edits }];
}
