import type { Command } from './command.ts';

/** Every command, in the order of the help. The code of one is run when it is asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  lint: async () => (await import('./commands/lint.ts')).lint,
  prepare: async () => (await import('./commands/prepare.ts')).prepare,
  convert: async () => (await import('./commands/convert.ts')).convert,
  diff: async () => (await import('./commands/diff.ts')).diff,
  render: async () => (await import('./commands/render.ts')).render,
  run: async () => (await import('./commands/run.ts')).run,
  build: async () => (await import('./commands/build.ts')).build,
  compare: async () => (await import('./commands/compare.ts')).compare,
  converse: async () => (await import('./commands/converse.ts')).converse,
  feedback: async () => (await import('./commands/feedback.ts')).feedback,
  'import-eval': async () => (await import('./commands/importEval.ts')).importEval,
  tune: async () => (await import('./commands/tune.ts')).tune,
  move: async () => (await import('./commands/move.ts')).move,
  models: async () => (await import('./commands/models.ts')).models,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandbox,
  rules: async () => (await import('./commands/rules.ts')).rules,
  help: async () => (await import('./commands/help.ts')).help,
  version: async () => (await import('./commands/version.ts')).version,
};

export function commandNames(): string[] {
  return Object.keys(COMMANDS);
}
