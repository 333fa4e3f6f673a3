import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { RULES } from '../../../src/core/lint/registry.ts';
import { severityFor } from '../../../src/core/lint/settings.ts';
import { TARGET_IDS, targetOf } from '../../../src/core/targets/registry.ts';
import { fromRoot } from '../../support/root.ts';

/** The catalogue of formats and rules, which is not part of this repository. Where it is absent this is skipped. */
const SOURCE = fromRoot('../shared/FORMATS.md');

/** Where we differ from the catalogue, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'json/not-line-delimited trl':
    'Hugging Face datasets reads a list of examples, and objects over several lines.',
  'json/not-line-delimited axolotl': 'As above.',
  'json/not-line-delimited llamafactory': 'As above.',
  'vision/image-not-allowed trl':
    'Vision models are trained there with images wherever their template has them.',
  'vision/image-not-allowed axolotl': 'As above.',
  'vision/image-not-allowed llamafactory': 'As above.',
  'completion/common-prefix *':
    'Advice of the old tool. Elsewhere prompts begin with the same instruction for a reason.',
  'llamafactory/media-placeholder *':
    'Only LLaMA-Factory fails; to others the mark that is missing is a doubt.',
  'mistral/both-keys *': 'A rule of one consumer.',
  'mistral/tool-id *': 'A rule of one consumer.',
};

const LEVELS: Readonly<Record<string, string>> = { E: 'error', W: 'warning', I: 'info', '-': 'off' };

interface Claim {
  id: string;
  target: string;
  level: string;
  /** True for what the catalogue says of all that it does not name. */
  isRest: boolean;
}

/** What the catalogue says of a target without a condition. */
function claimsOf(id: string, cell: string): Claim[] {
  const claims: Claim[] = [];
  const plain = cell.replace(/\(([EWI] [a-z]+)\)/g, '; $1').replace(/\([^)]*\)/g, ' ');
  const named = new Set(plain.split(/[\s,/;]+/).flatMap(targetsNamed));
  for (const segment of plain.split(';')) {
    const [, letter, rest = ''] = /^\s*([EWI]|-)(?=[\s,]|$)(.*)$/.exec(segment) ?? [];
    const level = letter === undefined ? undefined : LEVELS[letter];
    // The old tool is no target.
    if (level === undefined || /legacy tool/.test(rest)) continue;
    const words = rest.split(/[\s,/]+/).filter(Boolean);
    const isConditional = /\b(when|for|below|over|only|with|profile)\b|`|-rft|-assistant/.test(rest);
    const targets = words.flatMap(targetsNamed);
    if (isConditional) continue;
    const isRest = words.some(word => ['all', 'else', 'otherwise', 'file', 'here'].includes(word));
    if (isRest || (words.length === 0 && letter !== '-')) {
      for (const target of TARGET_IDS) {
        if (!named.has(target)) claims.push({ id, target, level, isRest: true });
      }
    }
    for (const target of targets) claims.push({ id, target, level, isRest: false });
  }
  return claims;
}

function targetsNamed(word: string): string[] {
  if (word === 'bedrock') return ['bedrock-claude', 'bedrock-llama', 'nova'];
  if (word === 'openai-sft' || word === 'openai-dpo') return ['openai'];
  // The legacy format is OpenAI's.
  if (word === 'legacy') return ['openai', 'azure'];
  return TARGET_IDS.includes(word) ? [word] : [];
}

describe('the severities of the catalogue', () => {
  it('are ours for every rule and target', function () {
    if (!existsSync(SOURCE)) {
      this.test!.title += ' (left out: the catalogue is not here)';
      return this.skip();
    }
    const text = readFileSync(SOURCE, 'utf8');
    const rows = text.slice(text.indexOf('# (b)'), text.indexOf('# (c)')).split('\n');
    const claims = rows.flatMap(row => {
      const [, id, cell] = /^\| `([a-z-]+\/[a-z-]+)`[ *]*\|([^|]*)\|/.exec(row) ?? [];
      return id !== undefined && cell !== undefined ? claimsOf(id, cell) : [];
    });
    assert.ok(claims.length > 1000, `${claims.length} claims`);
    const wrong = new Map<string, string>();
    for (const { id, target, level, isRest } of claims) {
      const rule = RULES.find(one => one.id === id);
      if (!rule) continue;
      const ours = severityFor(rule, targetOf(target)!, { target, rules: {} }, undefined);
      if (ours === level) continue;
      const key = isRest && DIFFERENT[`${id} *`] ? `${id} *` : `${id} ${target}`;
      wrong.set(key, `${ours}, not ${level}`);
    }
    const unexplained = [...wrong].filter(([key]) => DIFFERENT[key] === undefined);
    assert.deepEqual(unexplained, []);
    assert.deepEqual(
      [...wrong.keys()].sort(),
      Object.keys(DIFFERENT).sort(),
      'every difference is still one',
    );
  });
});
