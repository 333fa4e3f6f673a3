import { Channel } from '../protocol/channel.ts';
import type { JudgeContract } from '../protocol/judge.ts';
import type { NoContract } from '../protocol/lint.ts';
import { judgeHandlers } from './judgeHandlers.ts';
import { parentThread } from './port.ts';

new Channel<JudgeContract, NoContract>(parentThread(), judgeHandlers());
