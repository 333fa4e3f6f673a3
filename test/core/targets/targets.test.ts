import assert from 'node:assert/strict';
import { FORMAT_IDS, METHODS } from '../../../src/core/formats/format.ts';
import { DEFAULT_TARGET, defaultTarget, TARGET_IDS, targetOf } from '../../../src/core/targets/registry.ts';
import { ruleOf } from '../../../src/core/lint/registry.ts';

describe('targets', () => {
  for (const id of TARGET_IDS) {
    it(`${id} is complete, dated and speaks of things that exist`, () => {
      const target = targetOf(id);
      assert(target);
      assert.match(target.updated, /^20\d\d-\d\d-\d\d$/);
      assert(target.sources.length > 0 && target.title.length > 0);
      assert.equal(target.lineage.at(-1), DEFAULT_TARGET);
      for (const [method, formats] of Object.entries(target.formats)) {
        assert(
          METHODS.some(known => known === method),
          method,
        );
        for (const format of formats) assert(FORMAT_IDS.includes(format), format);
      }
      for (const [format, refused] of Object.entries(target.refusedRoles)) {
        const known = target.roles[format as keyof typeof target.roles] ?? [];
        for (const role of refused) assert(known.includes(role), `${role} in ${format}`);
      }
      for (const rule of Object.keys(target.severities)) assert(ruleOf(rule), rule);
      const { minExamples, recommendedExamples, maxFileBytes, warnFileBytes } = target.limits;
      assert((minExamples ?? 0) <= (recommendedExamples ?? 0));
      if (maxFileBytes !== undefined && warnFileBytes !== undefined) assert(warnFileBytes < maxFileBytes);
    });
  }

  it('an unknown one has no rulebook, and there is a default', () => {
    assert.equal(targetOf('nobody'), undefined);
    assert.equal(defaultTarget().id, DEFAULT_TARGET);
  });

  it('inherit what they leave out, key by key', () => {
    const azure = targetOf('azure');
    const openai = targetOf('openai');
    assert.deepEqual(azure?.lineage, ['azure', 'openai', 'generic']);
    assert.deepEqual(azure?.messageKeys, openai?.messageKeys);
    assert.equal(azure?.arrayInToolMessage, false);
    assert.deepEqual(openai?.messageKeys.tool, ['tool_call_id']);
  });
});
