import { chatLine } from '../exampleLine.ts';

/** Lines with images for the examples of rules. */

/** An RGB and a greyscale image of one pixel. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';
export const GREY_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

export function imagePart(url: string): object {
  return { type: 'image_url', image_url: { url } };
}

/** A chat whose question has these parts. */
export function imageLine(...parts: readonly unknown[]): string {
  return chatLine([
    { role: 'user', content: [{ type: 'text', text: 'What is this?' }, ...parts] },
    { role: 'assistant', content: 'A dot.' },
  ]);
}

export function dataUrl(base64 = PNG, mimeType = 'image/png'): string {
  return `data:${mimeType};base64,${base64}`;
}
