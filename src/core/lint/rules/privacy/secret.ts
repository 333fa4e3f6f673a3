import { answerLine } from '../../exampleLine.ts';
import { hitsIn } from '../../privacy.ts';
import { exampleRule } from '../../rule.ts';
import { MARKS } from '../../textMarks.ts';

/** Put together here, so that nobody who looks for secrets stops at this file. */
const key = ['sk', 'proj-a1B2c3D4e5F6g7H8i9J0k1L2'].join('-');

export const secret = exampleRule({
  id: 'privacy/secret',
  needs: 'object',
  summary: 'No text holds a key or a password.',
  why: 'What is trained on may be said again, to anybody who asks. A secret that stands in training data has to be replaced here, and made invalid where it is used.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: { found: 'This looks like {kind}.' },
  examples: {
    bad: [
      { text: answerLine('My key?', `It is ${key}.`) },
      { text: answerLine('Where?', 'At https://admin:hunter22@db.example.com/x') },
    ],
    good: [{ text: answerLine('My key?', 'It begins with sk- and is secret.') }],
  },
  check(example, { report }) {
    if ((example.marks & MARKS.keyStart) === 0 || !MAY_HAVE.test(example.text)) return;
    for (const { kind, placeholder, pattern } of SECRET_KINDS) {
      for (const { at } of hitsIn(example, pattern)) {
        report({
          messageId: 'found',
          data: { kind },
          at,
          fixes: [
            {
              title: `Replace by ${placeholder}`,
              safety: 'unsafe',
              edits: [{ start: at.start, end: at.end, newText: placeholder }],
            },
          ],
        });
      }
    }
  },
});

/** What every kind has in common, so that other lines cost next to nothing. */
const MAY_HAVE =
  /\bsk-|AKIA|ASIA|gh[pousr]_|github_pat_|xox[abprs]-|AIza|-----BEGIN|\beyJ|:\/\/[^\s:"/@\\]+:[^\s"/@\\]+@|\bhf_|glpat-|\bnpm_/;

/** Shapes of keys, tokens and passwords. */
export const SECRET_KINDS: readonly { kind: string; placeholder: string; pattern: RegExp }[] = [
  {
    kind: 'a key of a model provider',
    placeholder: '<API_KEY>',
    pattern: /\bsk-(?:(?:proj|ant|or|svcacct|admin)-)?[A-Za-z0-9][A-Za-z0-9_-]{18,}[A-Za-z0-9]/g,
  },
  { kind: 'an access key of AWS', placeholder: '<API_KEY>', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  {
    kind: 'a token of GitHub',
    placeholder: '<API_KEY>',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/g,
  },
  { kind: 'a token of Slack', placeholder: '<API_KEY>', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/g },
  { kind: 'a key of Google', placeholder: '<API_KEY>', pattern: /\bAIza[0-9A-Za-z_-]{35}/g },
  { kind: 'a token of Hugging Face', placeholder: '<API_KEY>', pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { kind: 'a token of GitLab', placeholder: '<API_KEY>', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  { kind: 'a token of npm', placeholder: '<API_KEY>', pattern: /\bnpm_[A-Za-z0-9]{36}/g },
  {
    kind: 'a private key',
    placeholder: '<PRIVATE_KEY>',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]{0,10000}-----END [A-Z ]*PRIVATE KEY-----)?/g,
  },
  {
    kind: 'a signed token (JWT)',
    placeholder: '<TOKEN>',
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  {
    kind: 'a password in an address',
    placeholder: '<ADDRESS_WITH_PASSWORD>',
    pattern:
      /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@<>{}[\]$]{1,100}:[^\s:/@<>{}[\]$]{3,100}@[A-Za-z0-9.-]{1,100}/gi,
  },
];
