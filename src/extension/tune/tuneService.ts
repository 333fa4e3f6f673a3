import { statSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchPlan } from '../../core/jobs/plan.ts';
import type { Connection } from '../../core/provider/connection.ts';
import type { Capabilities, ListedModel } from '../../core/provider/provider.ts';
import type { Preflight, PreflightIssue } from '../../core/tune/preflight/preflight.ts';
import type { PreflightResult } from '../../core/tune/preflight/preflightTune.ts';
import type { TuneContext } from '../../core/tune/tuneContext.ts';
import type { Tune } from '../../core/tune/tuneFile.ts';
import type { TuneFinding } from '../../core/tune/parseTune.ts';
import { Emitter } from '../../core/util/event.ts';
import { Problem } from '../../core/util/problem.ts';
import type { ConnectionService } from '../connections/connectionService.ts';
import type { DatasetSettings } from '../lint/datasetSettings.ts';
import type { LintService } from '../lint/lintService.ts';
import { LAUNCH, TRUST_REMEDY } from '../refuseRestricted.ts';
import type { Ledgers } from '../spending/ledgers.ts';
import type { JobHost } from './jobHost.ts';

export interface TuneParts {
  connections: ConnectionService;
  lint: LintService;
  settings: DatasetSettings;
  ledgers: Ledgers;
  jobs: JobHost;
  today(): string;
}

export interface PreflightOptions {
  signal?: AbortSignal;
  /** Of all files together. */
  onProgress?: (bytes: number, totalBytes: number) => void;
}

/** Judges tunes by what this editor knows: its connections, its jobs, its ledger. It asks no server. */
export class TuneService implements vscode.Disposable {
  readonly #parts: TuneParts;
  /** What was found in the datasets of each tune, and for which text. */
  readonly #surveys = new Map<string, { text: string; findings: TuneFinding[] }>();
  readonly #surveyed = new Emitter<void>();

  /** Fires when it is known what stands in the datasets of a tune. */
  readonly onDidSurvey = this.#surveyed.event;

  constructor(parts: TuneParts) {
    this.#parts = parts;
  }

  /** What tunes in a folder are judged by. */
  async context(tune: vscode.Uri): Promise<TuneContext> {
    const { connections, today } = this.#parts;
    const { capabilitiesOf } = await import('../../core/provider/capabilitiesOf.ts');
    const capabilities = new Map<string, Capabilities | undefined>();
    const models = new Map<string, readonly ListedModel[]>();
    for (const connection of connections.connections()) {
      capabilities.set(connection.id, capabilitiesOf(connection));
      const { state } = await connections.facts(connection);
      if (state.kind === 'ready') models.set(connection.id, state.models);
    }
    const folder = folderOf(tune);
    return {
      connections: connections.connections(),
      capabilities: ({ id }: Connection) => capabilities.get(id),
      models: ({ id }: Connection) => models.get(id),
      isFile: file => (folder === undefined ? undefined : isFile(path.resolve(folder, file))),
      today: today(),
    };
  }

  /** Everything that is to be known before a launch. Rejects with a `Problem` when a file cannot be read. */
  async preflight(
    tune: vscode.Uri,
    text: string,
    { signal, onProgress }: PreflightOptions = {},
  ): Promise<PreflightResult> {
    const { lint, settings, ledgers, jobs } = this.#parts;
    const folder = folderOf(tune);
    if (folder === undefined) throw notOnDisk();
    await jobs.ready;
    const { ledger } = ledgers.of(tune);
    const { preflightTune } = await import('../../core/tune/preflight/preflightTune.ts');
    return preflightTune(text, {
      ...(await this.context(tune)),
      resolve: file => path.resolve(folder, file),
      settingsOf: file => settings.of(vscode.Uri.file(file)),
      survey: question =>
        lint.foreground.call('survey', question, {
          signal,
          onProgress: ({ bytes, totalBytes }) => onProgress?.(bytes, totalBytes),
        }),
      jobs: () => jobs.jobs(),
      allows: usd => ledger.allows(usd),
      obstacles: vscode.workspace.isTrusted ? [] : [RESTRICTED_LAUNCH],
    });
  }

  /** Remembers what a preflight found in the datasets, as long as the tune stays as it is. */
  surveyed(document: vscode.TextDocument, { parsed, preflight }: PreflightResult): void {
    const findings = (preflight?.issues ?? []).flatMap(({ role, code, severity, message, remedy }) =>
      role === undefined ? [] : [{ rule: code, severity, message, remedy, range: parsed.rangeOf([role]) }],
    );
    this.#surveys.set(document.uri.toString(), { text: document.getText(), findings });
    this.#surveyed.fire();
  }

  surveyFindings(document: vscode.TextDocument): readonly TuneFinding[] {
    const survey = this.#surveys.get(document.uri.toString());
    return survey?.text === document.getText() ? survey.findings : [];
  }

  dispose(): void {
    this.#surveyed.dispose();
  }

  /** The launch that a preflight speaks of. */
  async plan(file: vscode.Uri, text: string, tune: Tune, preflight: Preflight): Promise<LaunchPlan> {
    const { planOfTune } = await import('../../core/tune/preflight/planOfTune.ts');
    const folder = vscode.workspace.getWorkspaceFolder(file) ?? vscode.workspace.workspaceFolders?.[0];
    const { project } = this.#parts.ledgers.of(file);
    return planOfTune(tune, preflight, {
      tune: { path: file.fsPath, text },
      project: { name: project, ...(folder?.uri.scheme === 'file' && { folder: folder.uri.fsPath }) },
    });
  }
}

function folderOf(tune: vscode.Uri): string | undefined {
  if (tune.scheme === 'file') return path.dirname(tune.fsPath);
  // A tune that was never saved stands where it would be saved.
  return tune.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : undefined;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

const RESTRICTED_LAUNCH: PreflightIssue = {
  code: 'preflight/restricted',
  severity: 'error',
  message: `${LAUNCH}, and this workspace is not trusted.`,
  remedy: TRUST_REMEDY,
};

function notOnDisk(): Problem {
  return new Problem({
    code: 'not-supported',
    message: 'A tune is checked and launched from a folder on this disk.',
    remedy: 'Save it beside its datasets and try again.',
  });
}
