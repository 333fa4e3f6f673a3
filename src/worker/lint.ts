import { Channel } from '../protocol/channel.ts';
import type { LintContract, NoContract } from '../protocol/lint.ts';
import { lintHandlers } from './lintHandlers.ts';
import { parentThread } from './port.ts';

new Channel<LintContract, NoContract>(parentThread(), lintHandlers());
