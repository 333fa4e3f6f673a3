import { canonicalText, foldedCanonicalText } from '../../../jsonl/canonical.ts';
import type { Path } from '../../../jsonl/node.ts';
import { own } from '../../../jsonl/shape.ts';
import { sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { exampleRule } from '../../rule.ts';

export const identicalPair = exampleRule({
  id: 'preference/identical-pair',
  needs: 'object',
  formats: ['openai-dpo'],
  summary: 'The two answers of a preference pair differ.',
  why: 'The model learns from the difference between the answers. Where there is none, the pair costs tokens and teaches nothing.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    equal: 'The preferred and the rejected answer are the same.',
    alike: 'The preferred and the rejected answer differ only in case or white space.',
  },
  examples: {
    bad: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"content":"Hello", "role":"assistant"}]}',
        messageId: 'equal',
      },
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"hello "}]}',
        messageId: 'alike',
      },
    ],
    good: [
      {
        text: '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}',
      },
    ],
  },
  check(example, { report }) {
    if (mustDiffer(example)) return;
    const preferred = outputPath(example, 'preferred');
    const rejected = outputPath(example, 'rejected');
    const one = preferred && sourceOf(example, preferred);
    const other = rejected && sourceOf(example, rejected);
    if (!preferred || !rejected || one === undefined || other === undefined) return;
    if (foldedCanonicalText(one) !== foldedCanonicalText(other)) return;
    const isEqual = canonicalText(one) === canonicalText(other);
    report({
      messageId: isEqual ? 'equal' : 'alike',
      at: preferred,
      related: [{ at: rejected, message: 'The rejected answer' }],
      fixes: [{ title: 'Delete this pair', safety: 'unsafe', edits: 'delete-line' }],
      ...(isEqual ? {} : { severity: 'info' }),
    });
  },
});

/** True when a look at the two texts tells them apart. Only the others are worth a look at the JSON. */
function mustDiffer(example: Example): boolean {
  const [one, other] = (['preferred', 'rejected'] as const).map(part => {
    const messages = example.messages.filter(view => view.conversation.part === part);
    const content = messages.length === 1 && messages[0] ? own(messages[0].message, 'content') : undefined;
    return typeof content === 'string' ? content.toLowerCase().replace(/\s+/g, '') : undefined;
  });
  return one !== undefined && other !== undefined && one !== other;
}

/** Where an answer stands; undefined when there is none to compare. */
function outputPath(example: Example, part: 'preferred' | 'rejected'): Path | undefined {
  return example.conversations.find(one => one.part === part && one.messages.length > 0)?.path;
}
