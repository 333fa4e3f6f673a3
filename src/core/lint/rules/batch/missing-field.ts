import { has, isObject, own } from '../../../jsonl/shape.ts';
import { exampleRule } from '../../rule.ts';

const line = (changed: object) =>
  JSON.stringify({
    custom_id: 'a',
    method: 'POST',
    url: '/v1/responses',
    body: { model: 'gpt-4.1' },
    ...changed,
  });

export const missingField = exampleRule({
  id: 'batch/missing-field',
  needs: 'object',
  formats: ['openai-batch'],
  summary: 'A batch request has an id, a method, a URL and a body.',
  why: 'The service reads the four and refuses the whole batch where one is missing.',
  says: [{ who: 'OpenAI', text: "missing required 'method'" }],
  severity: { default: 'error' },
  messages: {
    missing: 'The key "{key}" is missing; every batch request has it.',
    type: '"{key}" has to be {wanted}.',
    method: 'The method of a batch request is POST.',
  },
  examples: {
    bad: [
      { text: line({ method: undefined }), messageId: 'missing' },
      { text: line({ custom_id: 7 }), messageId: 'type' },
      { text: line({ method: 'GET' }), messageId: 'method' },
    ],
    good: [{ text: line({}) }],
  },
  check(example, { report }) {
    const { object } = example;
    if (!object) return;
    for (const key of ['custom_id', 'method', 'url', 'body']) {
      const value = own(object, key);
      const isBody = key === 'body';
      if (!has(object, key)) report({ messageId: 'missing', data: { key }, at: [], part: 'open' });
      else if (isBody ? !isObject(value) : typeof value !== 'string' || value === '') {
        report({ messageId: 'type', data: { key, wanted: isBody ? 'an object' : 'a string' }, at: [key] });
      } else if (key === 'method' && value !== 'POST') report({ messageId: 'method', at: [key] });
    }
  },
});
