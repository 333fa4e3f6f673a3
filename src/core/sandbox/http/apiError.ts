/** A failure as OpenAI's API tells it. Thrown by resources and turned into the answer in one place. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  /** The parameter that is wrong; null when none is. */
  readonly param: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: {
      type?: string;
      code?: string;
      param?: string;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.type = details.type ?? 'invalid_request_error';
    this.code = details.code ?? null;
    this.param = details.param ?? null;
    this.headers = details.headers ?? {};
  }
}

/** The answer for whatever was thrown. What is unexpected is told as such, without its inner words. */
export function errorResponse(thrown: unknown): Response {
  const error = thrown instanceof ApiError ? thrown : unexpected();
  const { message, type, param, code } = error;
  return Response.json(
    { error: { message, type, param, code } },
    { status: error.status, headers: error.headers },
  );
}

/** A parameter has a value that it must not have. */
export function invalidValue(param: string, message: string, code = 'invalid_value'): ApiError {
  return new ApiError(400, message, { code, param });
}

function unexpected(): ApiError {
  return new ApiError(500, 'The server had an error while processing your request. Sorry about that!', {
    type: 'server_error',
  });
}
