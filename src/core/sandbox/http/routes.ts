import { ApiError } from './apiError.ts';

/** What a handler gets of a request. */
export interface RouteRequest<Services> {
  request: Request;
  query: URLSearchParams;
  /** The values of the `:names` in the path. */
  params: Readonly<Record<string, string>>;
  services: Services;
}

/** One line of the table of routes. Paths are without `/v1`; `:name` stands for one segment. */
export interface Route<Services> {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  handle(request: RouteRequest<Services>): Promise<Response>;
}

/** The route of a request and the values in its path. Throws an `ApiError` 404 or 405 when there is none. */
export function findRoute<Services>(
  routes: readonly Route<Services>[],
  method: string,
  pathname: string,
): { route: Route<Services>; params: Record<string, string> } {
  const segments = pathname.replace(/\/+$/, '').split('/').slice(1);
  const matches = segments[0] === 'v1' ? matching(routes, segments.slice(1)) : [];
  const match = matches.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (matches.length > 0) {
    throw new ApiError(405, `Not allowed to ${method} on ${pathname}.`, { code: 'method_not_supported' });
  }
  throw new ApiError(404, `Unknown request URL: ${method} ${pathname}. Please check the URL for typos.`, {
    code: 'unknown_url',
  });
}

function matching<Services>(routes: readonly Route<Services>[], segments: readonly string[]) {
  return routes.flatMap(route => {
    const params = paramsOf(route.path.split('/').slice(1), segments);
    return params === undefined ? [] : [{ route, params }];
  });
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = decoded(segments[index]!);
    if (value === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
