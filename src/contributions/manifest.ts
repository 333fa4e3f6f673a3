import { PROJECT_FILE } from '../core/project/project.ts';
import { type JsonSchema, projectFileSchema } from '../core/project/projectSchema.ts';
import { TARGET_FILE_ENDING, targetFileSchema } from '../core/targets/targetFile.ts';
import { compareFileSchema, graderFileSchema } from '../core/evaluate/compareFile/compareFile.ts';
import { promptFileSchema } from '../core/template/promptFile/schema.ts';
import { tuneFileSchema } from '../core/tune/tuneFile.ts';
import { usersFileSchema } from '../core/users/usersFile.ts';
import { COMMANDS, type CommandContribution } from './commands.ts';
import { CUSTOM_EDITORS } from './customEditors.ts';
import { KEYBINDINGS } from './keybindings.ts';
import { GRAMMARS, LANGUAGES } from './languages.ts';
import { MENUS } from './menus.ts';
import { PAGES, viewTypeOf } from './pages.ts';
import { settingSchemas } from './settings.ts';
import { viewContributions } from './views.ts';
import { WALKTHROUGHS } from './walkthroughs.ts';

/** The parts of package.json that are generated; `npm run update` writes them. */
export function manifest() {
  return {
    // Commands and views activate the extension by themselves. A window in which nothing of ours is open does not run it,
    // but where there are comparisons, since their cases are tests. Templates, tunes, comparisons and project files are JSON
    // with comments, and VS Code has no narrower event for them.
    activationEvents: [
      ...['jsonl', 'jsonc', 'jinja', 'prompty'].map(language => `onLanguage:${language}`),
      'workspaceContains:**/*.compare.json',
      ...PAGES.map(page => `onWebviewPanel:${viewTypeOf(page)}`),
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description:
          'Datasets are linted and prepared, chat templates are previewed within stricter limits. Nothing of the workspace is run, sent or launched.',
      },
      virtualWorkspaces: {
        supported: 'limited',
        description:
          'Datasets are linted while they are open, and chat templates are previewed. Linting closed files, preparing and project files need a folder on disk.',
      },
    },
    contributes: {
      commands: Object.entries<CommandContribution>(COMMANDS).map(([command, { title, icon }]) => ({
        command,
        title,
        category: 'Tunewright',
        ...(icon === undefined ? {} : { icon: `$(${icon})` }),
      })),
      configuration: { title: 'Tunewright', properties: settingSchemas() },
      ...viewContributions(),
      customEditors: CUSTOM_EDITORS,
      keybindings: KEYBINDINGS,
      menus: MENUS,
      languages: LANGUAGES,
      grammars: GRAMMARS,
      jsonValidation: [
        { fileMatch: PROJECT_FILE, url: `./${PROJECT_SCHEMA}` },
        { fileMatch: '*.prompt.json', url: `./${PROMPT_SCHEMA}` },
        { fileMatch: '*.tune.json', url: `./${TUNE_SCHEMA}` },
        { fileMatch: '*.compare.json', url: `./${COMPARE_SCHEMA}` },
        { fileMatch: '*.grader.json', url: `./${GRADER_SCHEMA}` },
        { fileMatch: '*.users.json', url: `./${USERS_SCHEMA}` },
        { fileMatch: `*${TARGET_FILE_ENDING}`, url: `./${TARGET_SCHEMA}` },
      ],
      walkthroughs: WALKTHROUGHS,
    },
  };
}

/** The JSON Schemas that are shipped, by their paths in the repository. */
export function schemas(): Record<string, JsonSchema> {
  return {
    [PROJECT_SCHEMA]: projectFileSchema(),
    [PROMPT_SCHEMA]: promptFileSchema(),
    [TUNE_SCHEMA]: tuneFileSchema(),
    [COMPARE_SCHEMA]: compareFileSchema(),
    [GRADER_SCHEMA]: graderFileSchema(),
    [USERS_SCHEMA]: usersFileSchema(),
    [TARGET_SCHEMA]: targetFileSchema(),
  };
}

const PROJECT_SCHEMA = 'schemas/tunewright.schema.json';
const TUNE_SCHEMA = 'schemas/tune.schema.json';
const PROMPT_SCHEMA = 'schemas/prompt.schema.json';
const COMPARE_SCHEMA = 'schemas/compare.schema.json';
const GRADER_SCHEMA = 'schemas/grader.schema.json';
const USERS_SCHEMA = 'schemas/users.schema.json';
const TARGET_SCHEMA = 'schemas/target.schema.json';
