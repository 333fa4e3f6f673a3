/**
 * Objects as a stream of server-sent events, closed by `[DONE]`. One event is one chunk, made when it is asked for,
 * so that a reader who stops costs nothing.
 */
export function eventStream(
  events: Iterable<object>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const iterator = events[Symbol.iterator]();
  const encoder = new TextEncoder();
  let isDone = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = iterator.next();
        if (!next.done) controller.enqueue(encoder.encode(`data: ${JSON.stringify(next.value)}\n\n`));
        else if (!isDone) {
          isDone = true;
          controller.enqueue(encoder.encode('data: [DONE]\n\n'));
        } else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers },
  });
}
