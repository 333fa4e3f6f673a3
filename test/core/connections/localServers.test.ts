import assert from 'node:assert/strict';
import { findLocalServers, type Probing } from '../../../src/core/connections/localServers.ts';

const json = (body: unknown, status = 200) => Response.json(body, { status });
const models = json({ object: 'list', data: [{ id: 'a' }, { id: 'b' }] });

/** Answers by address; an address that is not named refuses the connection. */
function servers(answers: Record<string, Response>): Probing & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    deadline: (_milliseconds, signal) => signal ?? new AbortController().signal,
    fetch: async request => {
      const address = request.url.replace('http://localhost:', '');
      asked.push(address);
      const answer = answers[address];
      if (!answer) throw new TypeError('fetch failed');
      return answer.clone();
    },
  };
}

describe('finding local servers', () => {
  for (const [title, answers, expected] of [
    ['nothing', {}, []],
    ['Ollama', { '11434/v1/models': models }, [['ollama', 2]]],
    ['llama.cpp by its properties', { '8080/v1/models': models, '8080/props': json({}) }, [['llamacpp', 2]]],
    ['LocalAI on the same port', { '8080/v1/models': models }, [['localai', 2]]],
    ['LM Studio that wants a key', { '1234/v1/models': json({}, 401) }, [['lmstudio', undefined]]],
    ['another program on the port', { '8000/v1/models': new Response('<html>') }, []],
    ['another API on the port', { '8000/v1/models': json([1, 2]) }, []],
    ['a failing server', { '8000/v1/models': json({}, 500) }, []],
    ['a server that redirects', { '8000/v1/models': new Response(null, { status: 302 }) }, []],
  ] as const) {
    it(`finds ${title}`, async () => {
      const found = await findLocalServers(servers(answers as Record<string, Response>));
      assert.deepEqual(
        found.map(one => [one.kind, one.models]),
        expected,
      );
    });
  }

  it('asks no port but the four usual ones, on this machine', async () => {
    const probing = servers({});
    await findLocalServers(probing);
    assert.deepEqual(probing.asked.sort(), [
      '11434/v1/models',
      '1234/v1/models',
      '8000/v1/models',
      '8080/v1/models',
    ]);
  });
});
