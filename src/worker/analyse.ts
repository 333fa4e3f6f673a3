import type { AnalyseContract } from '../protocol/analyse.ts';
import { Channel } from '../protocol/channel.ts';
import type { NoContract } from '../protocol/lint.ts';
import { analyseHandlers } from './analyseHandlers.ts';
import { parentThread } from './port.ts';

new Channel<AnalyseContract, NoContract>(parentThread(), analyseHandlers());
