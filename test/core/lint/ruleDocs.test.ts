import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { RULES } from '../../../src/core/lint/registry.ts';
import { ruleDocument, rulePage, ruleTable, withRuleTable } from '../../../src/core/lint/ruleDocs.ts';
import { everyRule, tuneRuleDocument } from '../../../src/core/tune/tuneRuleDocs.ts';
import { TUNE_RULES } from '../../../src/core/tune/tuneRules.ts';
import { fromRoot } from '../../support/root.ts';

const REMEDY = 'run `npm run update`';

describe('the documentation of the rules', () => {
  for (const rule of RULES) {
    it(`${rule.id} has a fresh page`, () => {
      const page = fromRoot(rulePage(rule.id));
      assert.ok(existsSync(page), REMEDY);
      assert.equal(readFileSync(page, 'utf8'), ruleDocument(rule), REMEDY);
    });
  }

  for (const rule of TUNE_RULES) {
    it(`${rule.id} has a fresh page`, () => {
      assert.equal(readFileSync(fromRoot(rulePage(rule.id)), 'utf8'), tuneRuleDocument(rule), REMEDY);
    });
  }

  it('has no page of a rule that is gone', () => {
    const pages = readdirSync(fromRoot('docs/rules'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => `${entry.parentPath.split(/[\\/]/).at(-1)}/${entry.name.replace(/\.md$/, '')}`);
    assert.deepEqual(
      pages.sort(),
      everyRule()
        .map(rule => rule.id)
        .sort(),
      REMEDY,
    );
  });

  it('lists every rule in the README', () => {
    const readme = readFileSync(fromRoot('README.md'), 'utf8');
    assert.equal(withRuleTable(readme, everyRule()), readme, REMEDY);
    assert.ok(readme.includes(ruleTable(everyRule())), REMEDY);
  });

  it('leaves a document without markers alone', () => {
    assert.equal(withRuleTable('# Title\n', RULES), '# Title\n');
  });
});
