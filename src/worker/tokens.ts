import { Channel } from '../protocol/channel.ts';
import type { NoContract } from '../protocol/lint.ts';
import type { TokensContract } from '../protocol/tokens.ts';
import { parentThread } from './port.ts';
import { tokensHandlers } from './tokensHandlers.ts';

new Channel<TokensContract, NoContract>(parentThread(), tokensHandlers());
