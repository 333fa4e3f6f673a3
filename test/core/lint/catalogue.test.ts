import assert from 'node:assert/strict';
import { RULES } from '../../../src/core/lint/registry.ts';
import { severityFor } from '../../../src/core/lint/settings.ts';
import { TARGET_IDS, targetOf } from '../../../src/core/targets/registry.ts';
import { TUNE_RULES } from '../../../src/core/tune/tuneRules.ts';

/**
 * The published catalogue: 100 core rules and 26 for single targets, each with its usual severity and the targets where
 * it is another. What a rule says of single cases may still differ.
 */
const CATALOGUE = `
encoding/not-utf8 error
encoding/bom warning azure=info together=error mistral=error
encoding/lone-surrogate error
encoding/mojibake warning
encoding/unusual-line-terminator warning
encoding/invisible-character info
json/invalid-syntax error
json/not-an-object error
json/not-line-delimited error trl=info axolotl=info llamafactory=info
json/multiple-values error
json/stray-comma error
json/python-literal error
json/raw-control-character error
json/non-finite-number error
json/duplicate-key warning
json/blank-line warning azure=info together=error
json/wrong-extension warning openai=error together=error fireworks=error
shape/unknown-format error
shape/mixed-formats warning together=error
shape/method-mismatch error
shape/missing-key error
shape/extra-key warning openai=error together=error mistral=off bedrock-claude=error trl=off axolotl=off llamafactory=off
shape/key-case error
shape/wrong-type error
shape/inconsistent-columns off trl=error axolotl=error llamafactory=error
chat/messages-empty error
chat/role-missing error
chat/role-unknown error
chat/role-not-allowed warning together=error bedrock-claude=error
chat/content-missing error
chat/content-type error
chat/content-empty warning
chat/unknown-message-key warning
chat/no-assistant error
chat/no-user warning azure=error together=off nova=error bedrock-claude=error
chat/last-not-assistant warning mistral=error nova=error bedrock-claude=error llamafactory=error
chat/consecutive-same-role info together=error nova=error bedrock-claude=error llamafactory=error
chat/role-order warning mistral=error nova=error bedrock-claude=error llamafactory=error
chat/system-position warning together=error fireworks=error mistral=error cohere=error
chat/weight-invalid error
chat/nothing-trained warning
chat/root-weight off openai=error together=error fireworks=error
chat/reserved-marker warning
tools/arguments-invalid-json warning
tools/arguments-mismatch warning
tools/arguments-not-string error trl=off axolotl=off
tools/call-invalid error
tools/definition-invalid error
tools/deprecated-functions warning together=error fireworks=error mistral=error
tools/function-name error
tools/parameters-schema warning mistral=error
tools/unanswered-call warning mistral=error
tools/undeclared-function warning nova=error
tools/unmatched-result warning mistral=error
vision/image-data warning together=error fireworks=error
vision/image-format warning together=error fireworks=error
vision/image-not-allowed error trl=warning axolotl=warning llamafactory=warning
vision/image-too-large warning together=error
vision/image-url-shape error
vision/mixed-content-style off together=error
vision/remote-url warning together=error fireworks=error
vision/too-many-images error
preference/input-shape error
preference/output-shape error
preference/key-names error
preference/input-ends-with-assistant warning together=error
preference/identical-pair warning
preference/contradiction warning
preference/length-bias info
reinforcement/last-not-user warning azure=error
reinforcement/no-reference warning azure=error
reinforcement/moderation-risk off azure=warning
reinforcement/constant-reference warning
reinforcement/missing-grader-field error
reinforcement/reference-leak warning
completion/common-prefix off openai=info azure=info
completion/empty-completion error
completion/identical-column warning
completion/legacy-style off openai=info azure=info
completion/separator off openai=warning azure=warning
completion/stop-sequence off openai=warning azure=warning
dataset/too-few-examples error
dataset/file-too-large error
dataset/duplicate-example warning
dataset/conflicting-answers warning
dataset/dominant-answer warning
dataset/inconsistent-system-prompt info
dataset/refusal-imbalance warning
dataset/too-many-examples error
tokens/answer-truncated warning
tokens/over-limit warning gemini=error bedrock-claude=error bedrock-llama=error nova=error cohere=error
tokens/special-token warning openai=error azure=error
privacy/payment-card warning
privacy/personal-data info
privacy/secret warning
cross-file/format-mismatch error
cross-file/train-valid-overlap warning
cross-file/validation-required info
cross-file/validation-size error
batch/duplicate-custom-id error
batch/missing-field error
batch/mixed-models error
batch/stream warning
batch/url error
gemini/completions error
gemini/part error
gemini/role error
gemini/system-key warning
bedrock/candidates error
bedrock/content-blocks error
bedrock/media-mix error
bedrock/schema-version warning
trl/implicit-prompt warning
trl/kto-label error
trl/stepwise-length error
llamafactory/media-placeholder warning llamafactory=error
axolotl/segments error
mistral/both-keys off mistral=error
mistral/tool-id off mistral=error
reinforcement/grader-invalid error
reinforcement/grader-template error
launch/platform-closed warning
launch/model-retired error
launch/suffix error
launch/hyperparameters error
launch/metadata error
`;

/** Rules that came later. */
const LATER = [
  'dataset/never-unsure',
  'json/nested-too-deeply',
  'project/unused-suppression',
  'template/drift',
];

const lines = CATALOGUE.trim().split('\n');

describe('the catalogue of rules', () => {
  it('has 126 ids, and each is a rule', () => {
    const ids = lines.map(line => line.split(' ')[0]!);
    assert.equal(new Set(ids).size, 126);
    const known = [...RULES, ...TUNE_RULES].map(({ id }) => id).filter(id => !LATER.includes(id));
    assert.deepEqual([...ids].sort(), known.sort());
  });

  for (const line of lines) {
    const [id = '', usual, ...others] = line.split(' ');
    it(`${id} is as severe as it says`, () => {
      const rule = RULES.find(one => one.id === id);
      if (!rule) {
        assert.equal(TUNE_RULES.find(one => one.id === id)?.severity.default, usual);
        return;
      }
      const wanted = new Map(others.map(other => other.split('=') as [string, string]));
      for (const target of TARGET_IDS) {
        const severity = severityFor(rule, targetOf(target)!, { target, rules: {} }, undefined);
        assert.equal(severity, wanted.get(target) ?? usual, `${id} for ${target}`);
      }
    });
  }

  it('lets people set every threshold that is a guess', () => {
    const guesses: [id: string, option: string, guess: number][] = [
      ['dataset/refusal-imbalance', 'share', 0.2],
      ['dataset/dominant-answer', 'share', 0.5],
      ['dataset/dominant-answer', 'minExamples', 20],
      ['dataset/inconsistent-system-prompt', 'difference', 0.1],
      ['dataset/duplicate-example', 'similarity', 1],
      ['preference/length-bias', 'share', 0.8],
      ['preference/length-bias', 'minPairs', 20],
      ['cross-file/validation-size', 'minExamples', 5],
      ['cross-file/validation-size', 'maxShare', 0.5],
      ['tokens/answer-truncated', 'maxTokens', 0],
    ];
    for (const [id, option, guess] of guesses) {
      assert.equal(RULES.find(one => one.id === id)?.options?.[option]?.default, guess, `${id} ${option}`);
    }
  });
});
