import picomatch from 'picomatch/posix.js';

/**
 * Whether globs select a path. The last glob that matches decides; one that begins with `!` excludes. A glob without a
 * slash matches the name alone, in any folder, unless it begins with `./`; one that ends in a slash matches everything
 * below that folder.
 * The path is relative and has forward slashes.
 */
export function matchesGlobs(globs: readonly string[], path: string): boolean {
  let selected = false;
  for (const glob of globs) {
    const negated = glob.startsWith('!');
    if (matcherOf(negated ? glob.slice(1) : glob)(path)) selected = !negated;
  }
  return selected;
}

/** Why a glob cannot be used; undefined when it can. */
export function globFault(glob: string): string | undefined {
  const pattern = glob.startsWith('!') ? glob.slice(1) : glob;
  if (pattern.trim() === '') return 'The glob is empty.';
  if (pattern.startsWith('../')) return 'The glob leaves the folder of the project file.';
  if (pattern.length > MAX_LENGTH) return `The glob is longer than ${MAX_LENGTH} characters.`;
  try {
    matcherOf(pattern);
    return undefined;
  } catch {
    return 'The glob cannot be understood.';
  }
}

const MAX_LENGTH = 1000;

function matcherOf(glob: string): (path: string) => boolean {
  const relative = glob.replace(/^(?:\.?\/)+/, '');
  const pattern = relative === '' || relative.endsWith('/') ? `${relative}**` : relative;
  const literal = literalOf(pattern);
  if (literal !== undefined) {
    return path => path === literal || (!glob.includes('/') && path.endsWith(`/${literal}`));
  }
  return picomatch(pattern, { dot: true, nonegate: true, noextglob: true, basename: !glob.includes('/') });
}

/** The one path that a glob without wildcards means; a backslash takes the meaning of what follows it. */
function literalOf(pattern: string): string | undefined {
  return /^(?:[^\\*?[\]{}|]|\\[\s\S])*$/.test(pattern) ? pattern.replace(/\\([\s\S])/g, '$1') : undefined;
}
