import assert from 'node:assert/strict';
import { withRuleSeverity } from '../../../src/core/project/editProject.ts';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { settingsFor } from '../../../src/core/project/settingsFor.ts';

describe('withRuleSeverity', () => {
  const texts = [
    '',
    '// ours\n',
    '{}',
    '{\n}\n',
    '{ "target": "openai" }',
    '{\n  "target": "openai", // why\n}\n',
    '{\n\t"rules": {\n\t\t"json/duplicate-key": "off", // noisy\n\t},\n}\n',
    '{\r\n    "rules": { "json/stray-comma": "error" }\r\n}\r\n',
    '{ "rules": { "json/stray-comma": { "severity": "error" } } }',
    '{ "datasets": [{ "files": "**", "rules": { "json/stray-comma": "error" } }, { "files": "b" }] }',
  ];
  for (const text of texts) {
    it(`turns a rule off in ${JSON.stringify(text)}`, () => {
      const edited = withRuleSeverity(text, 'json/stray-comma', 'off') ?? '';
      const { project, problems } = parseProjectFile(edited);
      assert.deepEqual(problems, []);
      const settings = settingsFor(project, 'a.jsonl', { target: 'generic', rules: {} });
      assert.equal(settings.rules['json/stray-comma']?.severity, 'off');
      for (const comment of text.match(/\/\/.*/g) ?? []) assert.ok(edited.includes(comment));
      assert.equal(withRuleSeverity(edited, 'json/stray-comma', 'off'), edited);
    });
  }

  it('keeps the layout', () => {
    assert.equal(
      withRuleSeverity(
        '{\n\t"rules": {\n\t\t"json/duplicate-key": "off" // noisy\n\t}\n}\n',
        'json/stray-comma',
        'off',
      ),
      '{\n\t"rules": {\n\t\t"json/stray-comma": "off",\n\t\t"json/duplicate-key": "off" // noisy\n\t}\n}\n',
    );
  });

  for (const text of ['[]', '{', '{"rules":[]}', '{"a" 1}']) {
    it(`leaves ${text} alone`, () =>
      assert.equal(withRuleSeverity(text, 'json/stray-comma', 'off'), undefined));
  }
});
