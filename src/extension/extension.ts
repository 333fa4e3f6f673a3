/** Called by VS Code when the first JSONL file is opened or the first command of ours is run. */
export function activate(): void {}
