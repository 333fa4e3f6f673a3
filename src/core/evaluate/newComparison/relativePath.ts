/** The way from a file to another, both relative to the same folder and with `/`. It begins with `./` or `../`. */
export function relativePath(to: string, from: string): string {
  const [target, start] = [to.split('/'), from.split('/').slice(0, -1)];
  let common = 0;
  while (common < start.length && common < target.length - 1 && start[common] === target[common]) common += 1;
  const up = start.length - common;
  return `${up === 0 ? './' : '../'.repeat(up)}${target.slice(common).join('/')}`;
}
