import { own } from '../jsonl/shape.ts';
import { converseSystem, readConverse, readConverseTools } from './bedrockBlocks.ts';
import type { Format } from './format.ts';
import { readExample } from './readChat.ts';

/** Messages of blocks. Source: Amazon Nova, prepare data for fine-tuning (FORMATS a.16). */
export const bedrockConverse: Format = {
  id: 'bedrock-converse',
  title: 'Bedrock Converse',
  keys: { required: ['messages'], optional: ['schemaVersion', 'system', 'toolConfig'], othersAllowed: true },
  fields: [
    { path: ['messages'], type: 'array' },
    { path: ['schemaVersion'], type: 'string' },
    { path: ['system'], type: 'array' },
  ],
  conversations(value) {
    const messages = own(value, 'messages');
    return Array.isArray(messages) ? [{ part: 'chat', path: ['messages'], messages }] : [];
  },
  read(value) {
    const turns = [...converseSystem(value), ...readConverse(own(value, 'messages'), ['messages'])];
    const example = readExample(
      value,
      [{ part: 'chat', turns }],
      ['messages', 'system', 'schemaVersion', 'toolConfig'],
    );
    const tools = readConverseTools(value);
    return tools ? { ...example, tools, toolsPath: ['toolConfig', 'tools'] } : example;
  },
};
