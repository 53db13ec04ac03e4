/** What a server answered, read whole: any status but a redirect. */
export interface Answer {
  status: number;
  /** The Content-Type as sent, '' when there is none. */
  contentType: string;
  body: Buffer;
  /** One header by its name in lower case; several of one name are joined with ', '. */
  header(name: string): string | undefined;
}

/** Makes the `header` of an answer from what undici tells. */
export function headerReader(
  headers: Record<string, string | string[] | undefined>,
): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}
