import assert from 'node:assert/strict';
import { parseTune } from '../../../src/core/tune/parseTune.ts';
import { TUNE_RULES, tuneRuleFindings } from '../../../src/core/tune/tuneRules.ts';

for (const rule of TUNE_RULES) {
  describe(rule.id, () => {
    it('reports its bad examples, each with a remedy', () => {
      assert.ok(rule.examples.bad.length > 0);
      for (const example of rule.examples.bad) {
        const found = tuneRuleFindings(rule, example);
        assert.notDeepEqual(found, [], example.text);
        for (const { remedy } of found) assert.match(remedy, /\S/);
      }
    });

    it('is silent on its good examples, which are tunes', () => {
      assert.ok(rule.examples.good.length > 0);
      for (const example of rule.examples.good) {
        assert.deepEqual(parseTune(example.text).findings, []);
        assert.deepEqual(tuneRuleFindings(rule, example), [], example.text);
      }
    });
  });
}

describe('fixes in tunes', () => {
  const mended: [rule: string, text: string, mended: RegExp][] = [
    ['reinforcement/grader-invalid', '"neq"', /"operation":\s*"ne"/],
    ['reinforcement/grader-template', '{{ sample', /"\{\{sample\.output_text\}\}"/],
  ];
  for (const [id, part, after] of mended) {
    it(`mend ${id}`, () => {
      const rule = TUNE_RULES.find(one => one.id === id)!;
      const { text } = rule.examples.bad.find(one => one.text.includes(part))!;
      const [finding] = tuneRuleFindings(rule, { text });
      const { start, end } = finding!.range;
      assert.equal(start.line, end.line);
      const fixed = text.slice(0, start.character) + finding!.fix!.newText + text.slice(end.character);
      assert.match(fixed, after);
      assert.deepEqual(tuneRuleFindings(rule, { text: fixed }), []);
    });
  }
});
