import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { COMMANDS } from '../../src/contributions/commands.ts';
import { manifest, schemas } from '../../src/contributions/manifest.ts';
import { MENUS } from '../../src/contributions/menus.ts';
import { settingSchemas } from '../../src/contributions/settings.ts';
import { WALKTHROUGHS } from '../../src/contributions/walkthroughs.ts';
import { fromRoot } from '../support/root.ts';

const packageJson = readJson('package.json');

describe('the manifest', () => {
  for (const [key, value] of Object.entries(manifest())) {
    it(`has the ${key} that the sources say (npm run update)`, () => {
      assert.deepEqual(packageJson[key], plain(value));
    });
  }

  for (const [file, schema] of Object.entries(schemas())) {
    it(`${file} is fresh (npm run update)`, () => assert.deepEqual(readJson(file), plain(schema)));
  }

  it('wakes the extension for files of its own, its commands and its views, and never at the start', () => {
    const events: string[] = packageJson.activationEvents;
    assert.ok(events.includes('onLanguage:jsonl'));
    const own =
      /^(onLanguage:(jsonl|jsonc|jinja|prompty)|onWebviewPanel:tunewright\.\w+|workspaceContains:\*\*\/\*\.compare\.json)$/;
    assert.deepEqual(
      events.filter(event => !own.test(event)),
      [],
    );
  });

  it('offers only commands that exist', () => {
    const offered = Object.values(MENUS).flatMap(items => items.map(item => item.command));
    assert.deepEqual(
      offered.filter(command => !(command in COMMANDS)),
      [],
    );
  });

  it('has a default of the right type for every setting', () => {
    const ajv = new Ajv({ strict: false });
    for (const [id, schema] of Object.entries(settingSchemas())) {
      assert.equal(ajv.validate(schema, schema.default), true, id);
    }
  });

  it('shows a text that exists at every step of the tour', () => {
    const missing = WALKTHROUGHS.flatMap(tour => tour.steps.map(step => step.media.markdown)).filter(
      file => !existsSync(fromRoot(file)),
    );
    assert.deepEqual(missing, []);
  });
});

function readJson(file: string) {
  return JSON.parse(readFileSync(fromRoot(file), 'utf8'));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
