// A page for every rule in docs/rules/ and the table of rules in README.md, from src/core/lint/rules.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { findFiles, replaceFile } from '../lib/files.mjs';
import { fromRoot } from '../lib/project.mjs';
import { importSource } from './importSource.mjs';

/** @returns {Promise<string[]>} the files, relative to the repository */
export async function updateRuleDocs() {
  const { RULES } = await importSource('src/core/lint/registry.ts');
  const { ruleDocument, rulePage, withRuleTable } = await importSource('src/core/lint/ruleDocs.ts');
  const { TUNE_RULES } = await importSource('src/core/tune/tuneRules.ts');
  const { everyRule, tuneRuleDocument } = await importSource('src/core/tune/tuneRuleDocs.ts');
  const pages = new Set();
  for (const rule of TUNE_RULES) {
    const page = fromRoot(rulePage(rule.id));
    pages.add(page);
    replaceFile(page, Buffer.from(tuneRuleDocument(rule)));
  }
  for (const rule of RULES) {
    const page = fromRoot(rulePage(rule.id));
    pages.add(page);
    replaceFile(page, Buffer.from(ruleDocument(rule)));
  }
  // The page of a rule that is gone.
  for (const file of findFiles(fromRoot('docs/rules'), name => name.endsWith('.md'))) {
    if (!pages.has(file)) rmSync(file);
  }
  const readme = fromRoot('README.md');
  if (existsSync(readme)) {
    replaceFile(readme, Buffer.from(withRuleTable(readFileSync(readme, 'utf8'), everyRule())));
  }
  return ['docs/rules/', 'README.md'];
}
