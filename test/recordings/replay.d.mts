/** One exchange of a recorded life of a server. */
export interface Exchange {
  step: string;
  request: { method: string; path: string; headers: Record<string, string>; body?: string };
}

/** Asks the server at `base` what the file's server was asked, and tells per exchange how the answer differs. */
export function replayFile(
  base: URL,
  file: string,
  report?: (exchange: Exchange, differences: string[]) => void,
): Promise<{ asked: number; equal: number }>;
