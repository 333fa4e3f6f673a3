const EXAMPLE = `{
  "inputs": { "topic": { "example": "tides" } },
  "messages": [
    { "role": "system", "content": "You explain things briefly." },
    { "role": "user", "content": "Explain {{ topic }}." }
  ]
}`;

/** Shown while there are no messages. */
export function Teaching() {
  return (
    <section class="teaching">
      <h2>No messages yet</h2>
      <p>
        A chat template holds the messages of a request. What stands in <code>{'{{ }}'}</code> is filled in
        from the form here, from sets of values saved beside the file, or from the examples of its inputs:
      </p>
      <pre>{EXAMPLE}</pre>
    </section>
  );
}
