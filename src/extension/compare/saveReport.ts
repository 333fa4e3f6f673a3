import type { ReportForm } from '../../protocol/compare.ts';
import type { CompareSession } from './compareSession.ts';

export async function saveReport(_session: CompareSession, _form: ReportForm): Promise<boolean> {
  return false;
}
