import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import type { Problem } from './entry.ts';

/** One part of a TOML file, from a header up to the next one. `line` is that of its header, from 1. */
export interface TomlPart {
  line: number;
  /** The line in which each key is set first. */
  lines: ReadonlyMap<string, number>;
  content: Record<string, unknown>;
}

const Table = z.record(z.string(), z.unknown());

/**
 * Reads a TOML file part by part, each beginning with a line that `isHeader` knows, so that one broken part costs no
 * other one. What stands before the first header is a part too.
 */
export function tomlParts(text: string, isHeader: RegExp): { parts: TomlPart[]; problems: Problem[] } {
  const parts: TomlPart[] = [];
  const problems: Problem[] = [];
  for (const { line, lines } of cut(text.split('\n'), isHeader)) {
    try {
      parts.push({ line, lines: keyLines(lines, line), content: parse(lines.join('\n')) });
    } catch (thrown) {
      // The parser's own message quotes the file, and with it perhaps a token.
      const at = thrown instanceof TomlError ? line + thrown.line - 1 : line;
      problems.push({ line: at, words: 'This line is not valid TOML. The part that it belongs to is not read.' });
    }
  }
  return { parts, problems };
}

/** A value as a table; undefined for anything else. */
export function tableIn(value: unknown): Record<string, unknown> | undefined {
  if (value instanceof Date) return undefined;
  const table = Table.safeParse(value);
  return table.success ? table.data : undefined;
}

/** A text, also one that was written as a number; undefined for anything else and for an empty one. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The line in which a part sets a key, from 1; that of its header when it is not found. */
export function lineOf({ line, lines }: Pick<TomlPart, 'line' | 'lines'>, key: string): number {
  return lines.get(key) ?? line;
}

function keyLines(lines: readonly string[], from: number): Map<string, number> {
  const found = new Map<string, number>();
  lines.forEach((text, index) => {
    const key = /^\s*(?:"([^"]*)"|([\w-]+))\s*=/.exec(text);
    const name = key?.[1] ?? key?.[2];
    if (name !== undefined && !found.has(name)) found.set(name, from + index);
  });
  return found;
}

function cut(all: readonly string[], isHeader: RegExp): { line: number; lines: string[] }[] {
  const pieces = [{ line: 1, lines: [] as string[] }];
  all.forEach((text, index) => {
    if (isHeader.test(text)) pieces.push({ line: index + 1, lines: [] });
    pieces.at(-1)?.lines.push(text);
  });
  return pieces.filter(({ lines }) => lines.some((text) => text.trim() !== ''));
}
