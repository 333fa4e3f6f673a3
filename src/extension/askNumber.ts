import * as vscode from 'vscode';

/** Asks for a number within limits; undefined when the user leaves. */
export async function askNumber(
  title: string,
  value: number,
  least: number,
  most: number,
  isWhole: boolean,
): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    value: String(value),
    validateInput: typed => {
      const number = typed.trim() === '' ? Number.NaN : Number(typed);
      const fits = number >= least && number <= most && (!isWhole || Number.isInteger(number));
      return fits
        ? undefined
        : `Write a ${isWhole ? 'whole ' : ''}number from ${least} to ${most.toLocaleString('en-US')}.`;
    },
  });
  return text === undefined ? undefined : Number(text);
}
