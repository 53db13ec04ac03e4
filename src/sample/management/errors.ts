const WORDS = {
  400: 'bad request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  405: 'method not allowed',
  409: 'conflict',
} as const;

type ErrorStatus = keyof typeof WORDS;

/** What a handler throws to be answered as `{"code":400,"message":"bad request: …"}`. */
export class ApiError extends Error {
  readonly status: ErrorStatus;

  constructor(status: ErrorStatus, reason?: string) {
    super(reason === undefined ? WORDS[status] : `${WORDS[status]}: ${reason}`);
    this.name = 'ApiError';
    this.status = status;
  }
}

export const badRequest = (reason: string): ApiError => new ApiError(400, reason);
export const notFound = (reason?: string): ApiError => new ApiError(404, reason);
export const conflict = (reason: string): ApiError => new ApiError(409, reason);
