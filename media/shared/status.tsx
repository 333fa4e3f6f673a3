/** What the last action ended with. It is read out, and is on the page from the start so that changes are heard. */
export function Status({ text }: { text: string }) {
  return (
    <p class="said" role="status">
      {text}
    </p>
  );
}
