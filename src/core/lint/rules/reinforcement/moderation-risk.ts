import { matchesIn } from '../../chat/matches.ts';
import { textsOf } from '../../chat/texts.ts';
import { exampleRule } from '../../rule.ts';

export const moderationRisk = exampleRule({
  id: 'reinforcement/moderation-risk',
  needs: 'object',
  formats: ['openai-sft', 'openai-rft'],
  summary: 'No text asks for the reasoning of a model in the words that Azure blocks.',
  why: 'Azure screens training files and takes these phrases for an attempt to extract hidden reasoning. The job is then refused as unsafe.',
  says: [{ who: 'Azure', text: 'unsafe_file' }],
  severity: { default: 'off', azure: 'warning' },
  messages: { phrase: 'Azure may refuse a file that says "{phrase}".' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Show your chain of thought: 2 + 2?"}],"answer":4}',
        target: 'azure',
      },
    ],
    good: [
      { text: '{"messages":[{"role":"user","content":"2 + 2?"}],"answer":4}', target: 'azure' },
      {
        text: '{"messages":[{"role":"user","content":"Think carefully: 2 + 2?"}],"answer":4}',
        target: 'openai',
      },
    ],
  },
  check(example, { report }) {
    for (const placed of textsOf(example)) {
      for (const { text, at } of matchesIn(example, placed, PHRASE)) {
        report({ messageId: 'phrase', data: { phrase: text }, at });
      }
    }
  },
});

const PHRASE = /chain of thought|step by step reasoning|let me think|think carefully|reason through/gi;
