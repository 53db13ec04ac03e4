/** The codes of InfluxDB OSS 2.x and the HTTP status that each is answered with (`error_handler.go`). */
const STATUS = {
  'internal error': 500,
  invalid: 400,
  'unprocessable entity': 422,
  conflict: 422,
  'not found': 404,
  forbidden: 403,
  unauthorized: 401,
  'method not allowed': 405,
} as const;

type ErrorCode = keyof typeof STATUS;

/** What a handler throws to be answered as the server's error body. */
export class InfluxError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'InfluxError';
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

export const invalid = (message: string): InfluxError => new InfluxError('invalid', message);
export const notFound = (message: string): InfluxError => new InfluxError('not found', message);
export const conflict = (message: string): InfluxError => new InfluxError('conflict', message);
export const unauthorized = (message: string): InfluxError => new InfluxError('unauthorized', message);
export const forbidden = (message: string): InfluxError => new InfluxError('forbidden', message);
export const unprocessable = (message: string): InfluxError => new InfluxError('unprocessable entity', message);
export const internal = (message: string): InfluxError => new InfluxError('internal error', message);

export const orgNotFound = (): InfluxError => notFound('organization not found');
export const orgNameNotFound = (name: string): InfluxError => notFound(`organization name "${name}" not found`);
export const userNotFound = (): InfluxError => notFound('user not found');
export const bucketNotFound = (): InfluxError => notFound('bucket not found');
export const bucketNameNotFound = (name: string): InfluxError => notFound(`bucket ${goQuoted(name)} not found`);
export const authorizationNotFound = (): InfluxError => notFound('authorization not found');
export const unableToCreateToken = (): InfluxError => invalid('unable to create token');

/** A text as Go's `%q` prints it, near enough for names. */
function goQuoted(text: string): string {
  return JSON.stringify(text);
}
