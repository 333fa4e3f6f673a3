import type { TemplateLoader } from './dialect/run.ts';

/**
 * Finds included templates among files that were read before, so that rendering reads nothing by itself.
 * @param files path relative to the workspace folder, with `/`, to text
 */
export function templateLoader(files: Readonly<Record<string, string>>): TemplateLoader {
  return (name, from) => {
    const candidates = candidatePaths(name, from);
    if (candidates.length === 0) return 'outside';
    const found = candidates.find(path => Object.hasOwn(files, path));
    return found === undefined ? 'not-found' : { name: found, source: files[found]! };
  };
}

/**
 * The paths that a template name may mean, best first: beside the asking file, then from the workspace folder.
 * Names that begin with `./` or `../` mean only the former. Empty when the name leads out of the folder.
 * @param from path of the asking file, relative to the workspace folder; absent for a template without a file
 */
export function candidatePaths(name: string, from: string | undefined): string[] {
  const isPath = name !== '' && !/^[/\\]|^[a-z][a-z0-9+.-]*:|\\|\u0000/i.test(name);
  if (!isPath) return [];
  const folder = from === undefined ? '' : from.slice(0, from.lastIndexOf('/') + 1);
  const beside = resolve(folder + name);
  const isRelative = name.startsWith('./') || name.startsWith('../');
  const fromRoot = isRelative ? undefined : resolve(name);
  return [...new Set([beside, fromRoot])].filter(path => path !== undefined);
}

/** The path without `.` and `..`; undefined when it leads above the folder or names no file. */
function resolve(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length === 0) return undefined;
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length > 0 ? parts.join('/') : undefined;
}
