import { readdirSync, readFileSync } from 'node:fs';
import { PATIENCE } from './page.ts';
import type { Workbench } from './workbench.ts';

/** The process in which a window's extensions run. */
export class ExtensionHost {
  readonly #workbench: Workbench;
  #killed: number | undefined;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** False from the moment that it is killed until another runs. */
  isAlive(): boolean {
    const id = this.#find();
    return id !== undefined && id !== this.#killed;
  }

  /** Ends the process as a crash does, at once. */
  kill(): void {
    this.#killed = this.#find();
    if (this.#killed === undefined) throw new Error('No extension host runs.');
    process.kill(this.#killed, 'SIGKILL');
  }

  /** Waits for something that only a living host brings about. After some crashes VS Code asks before it starts another. */
  async restartUntil(sign: Promise<unknown>): Promise<void> {
    const restart = this.#workbench.page
      .locator('.notification-list-item:visible')
      .getByRole('button', { name: /^Restart .*Extension Host$/ })
      .first();
    let isOver = false;
    const over = sign.finally(() => (isOver = true));
    const press = async () => {
      while (!isOver) await restart.click({ timeout: PATIENCE }).catch(() => {});
    };
    void press();
    await over;
  }

  /** The server of the window starts it, and it is the only one of that server. */
  #find(): number | undefined {
    const { serverId } = this.#workbench;
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .find(id => parentOf(id) === serverId && argumentsOf(id).includes('--type=extensionHost'));
  }
}

function parentOf(id: number): number | undefined {
  const [, parent] = /\) \S (\d+) /.exec(read(`/proc/${id}/stat`)) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function argumentsOf(id: number): string {
  return read(`/proc/${id}/cmdline`);
}

/** Empty for a process that is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
