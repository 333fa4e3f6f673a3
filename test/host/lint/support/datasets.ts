/** One sound chat example, as a line. */
export function chat(question: string, answer = 'An answer.'): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });
}

/** So many sound examples, all different. */
export function chats(count: number): string {
  return Array.from({ length: count }, (_, index) => `${chat(`Question ${index}?`)}\n`).join('');
}
