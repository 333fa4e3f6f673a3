import type { JudgedConversation } from '../core/users/conversationFiles.ts';
import { Problem } from '../core/util/problem.ts';

/** What `node:sqlite` offers of what is needed here. Older versions of Node do not have it. */
interface Database {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: (string | number | null)[]): { changes: number | bigint } };
  close(): void;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS conversations (
  run TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, persona TEXT, topic TEXT,
  user_model TEXT NOT NULL, responder_model TEXT NOT NULL, tokens INTEGER,
  PRIMARY KEY (run, id)
);
CREATE TABLE IF NOT EXISTS messages (
  run TEXT NOT NULL, conversation TEXT NOT NULL, turn INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (run, conversation, turn),
  FOREIGN KEY (run, conversation) REFERENCES conversations (run, id)
);
CREATE TABLE IF NOT EXISTS verdicts (
  run TEXT NOT NULL, conversation TEXT NOT NULL, model TEXT NOT NULL, label TEXT NOT NULL, score REAL NOT NULL, reason TEXT,
  PRIMARY KEY (run, conversation),
  FOREIGN KEY (run, conversation) REFERENCES conversations (run, id)
);`;

/**
 * Adds the conversations of a run to an SQLite database, which is made when it is not there. What is there already is
 * left as it is, so that doing it again adds nothing. Returns how many were added.
 */
export async function storeConversations(
  file: string,
  run: string,
  all: readonly JudgedConversation[],
): Promise<number> {
  const database = await open(file);
  try {
    database.exec('PRAGMA foreign_keys = ON');
    database.exec('BEGIN IMMEDIATE');
    database.exec(SCHEMA);
    const added = insertAll(database, run, all);
    database.exec('COMMIT');
    return added;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw noDatabase(file, error);
  } finally {
    // What was not committed is taken back with the connection.
    database.close();
  }
}

function insertAll(database: Database, run: string, all: readonly JudgedConversation[]): number {
  const conversation = database.prepare(
    'INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const message = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const judged = database.prepare('INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  let added = 0;
  const judge = ({ id, verdict }: JudgedConversation) => {
    if (verdict) judged.run(run, id, verdict.model, verdict.label, verdict.score, verdict.reason ?? null);
  };
  for (const one of all) {
    const { id, at, persona, topic, userModel, responderModel, tokens, messages } = one;
    const time = new Date(at).toISOString();
    const values = [run, id, time, persona ?? null, topic ?? null, userModel, responderModel, tokens ?? null];
    const { changes } = conversation.run(...values);
    if (Number(changes) > 0) {
      added += 1;
      for (const [turn, { role, content }] of messages.entries())
        message.run(run, id, turn + 1, role, content);
    }
    // What was not judged at an earlier export may be now.
    judge(one);
  }
  return added;
}

/** Rejects with a `Problem` where this Node cannot write databases, for those who want to know before they spend anything. */
export async function requireSqlite(): Promise<void> {
  await loadSqlite();
}

async function open(file: string): Promise<Database> {
  const { DatabaseSync } = await loadSqlite();
  try {
    return new DatabaseSync(file);
  } catch (error) {
    throw noDatabase(file, error);
  }
}

async function loadSqlite(): Promise<{ DatabaseSync: new (file: string) => Database }> {
  // A bundler must not look for it: it is a part of Node from 22.5 on.
  const name = 'node:sqlite';
  const sqlite = await import(name).catch(() => undefined);
  if (!sqlite) throw noSqlite();
  return sqlite;
}

function noSqlite(): Problem {
  return new Problem({
    code: 'not-supported',
    reason: 'no-sqlite',
    message: `This version of Node (${process.versions.node}) cannot write SQLite.`,
    remedy: 'Use Node 22.13 or newer, or export JSONL or CSV.',
  });
}

function noDatabase(file: string, error: unknown): Problem {
  return new Problem({
    code: 'rejected',
    message: `${file} cannot be written as a database.`,
    remedy: 'Name another file; one that is there must be an SQLite database that nobody else is writing to.',
    cause: String(error),
  });
}
