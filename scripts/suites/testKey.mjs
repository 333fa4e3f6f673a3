/**
 * The key that tests give to connections, or the beginning of it. It is looked for in everything that tests print, that
 * they leave in folders of theirs, and that a window of VS Code has written: see leaks.mjs.
 */
export const TEST_KEY = 'sk-test-5f1d0c7e9b2a4468';
