import assert from 'node:assert/strict';
import { NOTHING_TO_GO_BY } from '../../../src/core/sandbox/learner/base.ts';
import { chatFile, jsonl, orders, questionsAndAnswers } from './support/datasets.ts';
import { type Json, TestSandbox } from './support/sandbox.ts';

const ASK = { model: 'sandbox-base', messages: [{ role: 'user', content: 'Is it good? Answer yes or no.' }] };

function dialogue(...turns: string[]): { role: string; content: string }[] {
  return turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
}

describe('sandbox: chat completions', () => {
  it('answer with usage and the model that was asked', async () => {
    const answer = await new TestSandbox().ok('POST', '/chat/completions', ASK);
    assert.equal(answer.model, 'sandbox-base');
    assert.match(answer.choices[0].message.content, /^(yes|no)$/);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  });

  it('stream the same text in pieces, with usage when it is asked for', async () => {
    const sandbox = new TestSandbox();
    const body = {
      model: 'sandbox-base',
      messages: dialogue('Say hello', 'Hello my dear friend!', 'Say hello'),
      temperature: 0,
    };
    const whole = await sandbox.ok('POST', '/chat/completions', body);
    const chunks: Json[] = await sandbox.ok('POST', '/chat/completions', {
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    const text = chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join('');
    assert.equal(text, whole.choices[0].message.content);
    assert.equal(text, 'Hello my dear friend!');
    assert.ok(chunks.length > 5);
    assert.equal(chunks[0].choices[0].delta.role, 'assistant');
    assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.deepEqual(chunks.at(-1).usage, whole.usage);
    assert.equal(new Set(chunks.map(chunk => chunk.id)).size, 1);
    assert.ok(chunks.slice(0, -1).every(chunk => chunk.usage === null));
  });

  it('give n answers, the same ones for the same seed', async () => {
    const sandbox = new TestSandbox();
    const draw = async (seed: number, temperature = 1): Promise<string[]> => {
      const answer = await sandbox.ok('POST', '/chat/completions', { ...ASK, n: 12, seed, temperature });
      return answer.choices.map((choice: Json) => choice.message.content);
    };
    const first = await draw(1);
    assert.deepEqual(await draw(1), first);
    assert.deepEqual([...new Set(first)].sort(), ['no', 'yes']);
    assert.equal(new Set([...(await draw(1, 0)), ...(await draw(2, 0))]).size, 1);
  });

  it('end before a stop text, and after the most tokens', async () => {
    const sandbox = new TestSandbox();
    const messages = dialogue('count', 'one two three four five', 'count');
    const finish = async (body: object): Promise<[string, string]> => {
      const answer = await sandbox.ok('POST', '/chat/completions', {
        model: 'sandbox-base',
        messages,
        temperature: 0,
        ...body,
      });
      return [answer.choices[0].message.content, answer.choices[0].finish_reason];
    };
    assert.deepEqual(await finish({ stop: ' three' }), ['one two', 'stop']);
    assert.deepEqual(await finish({ stop: ['five', 'two'] }), ['one ', 'stop']);
    assert.deepEqual(await finish({ max_tokens: 2 }), ['one two', 'length']);
    assert.deepEqual(await finish({ max_completion_tokens: 99 }), ['one two three four five', 'stop']);
  });

  it('say plainly that there is nothing to go by', async () => {
    const answer = await new TestSandbox().ask('sandbox-base', 'What is the capital of France?');
    assert.ok(NOTHING_TO_GO_BY.some(words => words === answer));
  });

  it('call tools when the model learnt it and the request has tools', async () => {
    const sandbox = new TestSandbox();
    const training = orders(30, 1).map(({ question, answer }) => ({
      messages: [
        { role: 'user', content: question },
        {
          role: 'assistant',
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: {
                name: 'find_order',
                arguments: JSON.stringify({ order: JSON.parse(answer).order }),
              },
            },
          ],
        },
      ],
    }));
    const model = await sandbox.tune(jsonl(training));
    const [order] = orders(1, 2);
    const body = { model, temperature: 0, messages: [{ role: 'user', content: order!.question }] };
    const tools = [{ type: 'function', function: { name: 'find_order' } }];
    const { choices } = await sandbox.ok('POST', '/chat/completions', { ...body, tools });
    assert.equal(choices[0].finish_reason, 'tool_calls');
    assert.equal(choices[0].message.content, null);
    const [call] = choices[0].message.tool_calls;
    assert.equal(call.function.name, 'find_order');
    assert.deepEqual(JSON.parse(call.function.arguments), { order: JSON.parse(order!.answer).order });
    const without = await sandbox.ok('POST', '/chat/completions', body);
    assert.equal(without.choices[0].message.tool_calls, undefined);
    const streamed: Json[] = await sandbox.ok('POST', '/chat/completions', { ...body, tools, stream: true });
    assert.equal(streamed[1].choices[0].delta.tool_calls[0].function.name, 'find_order');
  });

  const refusals: [string, object, { status?: number; code: string | null; param: string | null }][] = [
    ['no messages', { messages: [] }, { code: 'invalid_value', param: 'messages' }],
    [
      'a missing parameter',
      { messages: undefined },
      { code: 'missing_required_parameter', param: 'messages' },
    ],
    ['an unknown parameter', { temprature: 1 }, { code: 'unknown_parameter', param: 'temprature' }],
    ['a wrong type', { temperature: 'hot' }, { code: 'invalid_type', param: 'temperature' }],
    ['a high temperature', { temperature: 3 }, { code: 'invalid_value', param: 'temperature' }],
    ['n of 0', { n: 0 }, { code: 'invalid_value', param: 'n' }],
    [
      'a role that is none',
      { messages: [{ role: 'robot', content: '' }] },
      { code: 'invalid_value', param: 'messages[0].role' },
    ],
    [
      'a message without content',
      { messages: [{ role: 'user' }] },
      { code: 'missing_required_parameter', param: 'messages[0].content' },
    ],
    [
      'a model that is not there',
      { model: 'gpt-9' },
      { status: 404, code: 'model_not_found', param: 'model' },
    ],
    ['more than the context', { max_tokens: 70_000 }, { code: 'context_length_exceeded', param: 'messages' }],
  ];
  for (const [what, body, expected] of refusals) {
    it(`refuse ${what}`, async () => {
      const error = await new TestSandbox().fails(expected.status ?? 400, 'POST', '/chat/completions', {
        ...ASK,
        ...body,
      });
      assert.deepEqual(
        { code: error.code, param: error.param },
        { code: expected.code, param: expected.param },
      );
    });
  }
});

describe('sandbox: legacy completions', () => {
  it('continue a prompt as it was learnt, several at once', async () => {
    const sandbox = new TestSandbox();
    const pairs = questionsAndAnswers();
    const model = await sandbox.tune(
      jsonl(
        pairs.map(({ question, answer }) => ({ prompt: `${question} ->`, completion: ` ${answer} END` })),
      ),
    );
    const body = { model, temperature: 0, stop: ' END', max_tokens: 100 };
    const prompts = pairs.slice(0, 2).map(pair => `${pair.question} ->`);
    const { choices } = await sandbox.ok('POST', '/completions', { ...body, prompt: prompts });
    assert.deepEqual(
      choices.map((choice: Json) => choice.text),
      pairs.slice(0, 2).map(pair => ` ${pair.answer}`),
    );
    const echoed = await sandbox.ok('POST', '/completions', {
      ...body,
      prompt: prompts[0],
      echo: true,
      max_tokens: 1,
    });
    assert.deepEqual(
      [echoed.choices[0].text, echoed.choices[0].finish_reason],
      [`${prompts[0]} For`, 'length'],
    );
    const chunks: Json[] = await sandbox.ok('POST', '/completions', {
      ...body,
      prompt: prompts[1],
      stream: true,
    });
    assert.equal(chunks.map(chunk => chunk.choices[0].text).join(''), ` ${pairs[1]!.answer}`);
  });

  it('answer from examples inside the prompt', async () => {
    const prompt =
      'Text: I love it\nSentiment: positive\n\nText: it was awful\nSentiment: negative\n\nText: awful day\nSentiment:';
    const answer = await new TestSandbox().ok('POST', '/completions', {
      model: 'sandbox-base',
      prompt,
      temperature: 0,
    });
    assert.equal(answer.choices[0].text, 'negative');
  });
});

describe('sandbox: models', () => {
  it('are listed, told and deleted; the base and checkpoints stay', async () => {
    const sandbox = new TestSandbox();
    const model = await sandbox.tune(chatFile(questionsAndAnswers().slice(0, 12)));
    assert.equal((await sandbox.ok('GET', `/models/${model}`)).id, model);
    assert.equal((await sandbox.ok('GET', `/models/${encodeURIComponent(model)}`)).id, model);
    await sandbox.fails(403, 'DELETE', '/models/sandbox-base');
    await sandbox.fails(403, 'DELETE', `/models/${model}:ckpt-step-${12 * 8}`);
    assert.equal((await sandbox.ok('DELETE', `/models/${model}`)).deleted, true);
    await sandbox.fails(404, 'GET', `/models/${model}`);
    await sandbox.fails(404, 'DELETE', `/models/${model}`);
    await sandbox.fails(404, 'POST', '/chat/completions', { ...ASK, model });
  });
});

describe('sandbox: graders', () => {
  const grader = {
    type: 'string_check',
    name: 'same',
    input: '{{sample.output_text}}',
    reference: '{{ item.answer }}',
    operation: 'eq',
  };

  it('are validated', async () => {
    const sandbox = new TestSandbox();
    const path = '/fine_tuning/alpha/graders/validate';
    assert.deepEqual((await sandbox.ok('POST', path, { grader })).grader, grader);
    assert.equal(
      (await sandbox.fails(400, 'POST', path, { grader: { ...grader, operation: 'neq' } })).code,
      'invalid_grader',
    );
    assert.equal(
      (await sandbox.fails(400, 'POST', path, { grader: { type: 'score_model' } })).code,
      'unsupported_grader',
    );
  });

  it('are run, and say which variable is missing', async () => {
    const sandbox = new TestSandbox();
    const run = (item: object) =>
      sandbox.ok('POST', '/fine_tuning/alpha/graders/run', { grader, item, model_sample: 'yes' });
    assert.equal((await run({ answer: 'yes' })).reward, 1);
    assert.equal((await run({ answer: 'no' })).reward, 0);
    assert.equal((await run({})).metadata.errors.invalid_variable_error, true);
  });
});
