import type { TrainMetrics } from '../learner/train.ts';

/** The columns of a result file: OpenAI's, and rewards where there are some. */
const COLUMNS: readonly (readonly [header: string, key: keyof TrainMetrics])[] = [
  ['step', 'step'],
  ['train_loss', 'train_loss'],
  ['train_accuracy', 'train_mean_token_accuracy'],
  ['valid_loss', 'valid_loss'],
  ['valid_mean_token_accuracy', 'valid_mean_token_accuracy'],
  ['full_valid_loss', 'full_valid_loss'],
  ['full_valid_mean_token_accuracy', 'full_valid_mean_token_accuracy'],
];

const REWARD_COLUMNS: typeof COLUMNS = [
  ['train_mean_reward', 'train_mean_reward'],
  ['valid_mean_reward', 'valid_mean_reward'],
  ['full_valid_mean_reward', 'full_valid_mean_reward'],
];

/** The numbers of a run as CSV, a line for each report; a field is empty where nothing was measured. */
export function resultCsv(reported: readonly TrainMetrics[]): string {
  const isRewarded = reported.some(metrics => metrics.train_mean_reward !== undefined);
  const columns = isRewarded ? [...COLUMNS, ...REWARD_COLUMNS] : COLUMNS;
  const lines = reported.map(metrics => columns.map(([, key]) => metrics[key] ?? '').join(','));
  return `${[columns.map(([header]) => header).join(','), ...lines].join('\n')}\n`;
}
