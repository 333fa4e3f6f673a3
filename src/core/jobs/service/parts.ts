import type { Ledger } from '../../ledger/ledger.ts';
import type { Connection } from '../../provider/connection.ts';
import type { UploadSource } from '../../provider/fineTuning.ts';
import type { Provider } from '../../provider/provider.ts';
import type { Clock } from '../../util/clock.ts';
import type { RandomSource } from '../../util/seededRandom.ts';
import type { JobStore } from '../jobStore.ts';
import type { LaunchPlan, PlannedFile } from '../plan.ts';
import type { Timings } from './pauses.ts';

/** What the job service needs of its surroundings. */
export interface JobParts {
  store: JobStore;
  clock: Clock;
  random: RandomSource;
  /** A new id for a job. */
  newId(): string;
  /** Names this service among those that share the store. */
  owner: string;
  connections(): readonly Connection[];
  provider(connection: Connection): Promise<Provider>;
  /** Opens a dataset. Rejects with a `Problem` when it is gone or is not what it was when the launch was decided. */
  open(file: PlannedFile): Promise<UploadSource>;
  /** The ledger that pays for a project; undefined when there is none. */
  ledger(project: LaunchPlan['project']): Ledger | undefined;
  /** A line for the log. */
  log(line: string): void;
  timings?: Partial<Timings>;
}
