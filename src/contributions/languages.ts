/** The languages of chat templates and of files with comments. VS Code itself brings JSON with comments. */
export const LANGUAGES = [
  { id: 'jsonc', extensions: ['.prompt.json', '.compare.json', '.grader.json', '.tune.json', '.users.json'] },
  {
    id: 'jinja',
    aliases: ['Jinja'],
    extensions: ['.jinja', '.jinja2', '.j2', '.njk', '.minijinja'],
    configuration: './syntaxes/jinja.language-configuration.json',
  },
  {
    id: 'prompty',
    aliases: ['Prompty'],
    extensions: ['.prompty'],
    configuration: './syntaxes/jinja.language-configuration.json',
  },
] as const;

export const GRAMMARS = [
  { language: 'jinja', scopeName: 'text.jinja.tunewright', path: './syntaxes/jinja.tmLanguage.json' },
  {
    language: 'prompty',
    scopeName: 'text.prompty.tunewright',
    path: './syntaxes/prompty.tmLanguage.json',
    embeddedLanguages: { 'meta.embedded.block.yaml': 'yaml' },
  },
  {
    scopeName: 'inline.prompt-template.tunewright',
    path: './syntaxes/prompt-template.injection.tmLanguage.json',
    injectTo: ['source.json.comments'],
  },
] as const;
