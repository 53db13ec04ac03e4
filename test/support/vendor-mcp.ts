import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { tempFolder } from './temp-folder.ts';

/** The vendor's MCP server as it is started: the path of its main file; undefined where it is not installed. */
export const VENDOR_MCP = installedAt('@influxdata/influxdb3-mcp-server');

/** What a tool of the vendor's MCP server said, and whether it calls that an error. */
export interface ToolSaid {
  text: string;
  failed: boolean;
}

export interface VendorMcp {
  /** Calls a tool by its name. Rejects when the MCP server refuses the call itself, or ends. */
  call(tool: string, given?: object): Promise<ToolSaid>;
}

/** Starts the vendor's MCP server, set up by these variables alone; it ends with the test. */
export async function startVendorMcp(variables: Record<string, string>): Promise<VendorMcp> {
  if (VENDOR_MCP === undefined) throw new Error("the vendor's MCP server is not installed");
  // A folder of its own: the server reads a `.env` and context files where it is started.
  const child = spawn(process.execPath, [VENDOR_MCP], { cwd: tempFolder(), env: variables });
  onTestFinished(() => ended(child));
  const ask = asker(child);
  const clientInfo = { name: 'token-explorer-tests', version: '1' };
  await ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  tell(child, { method: 'notifications/initialized' });
  return {
    async call(tool, given = {}) {
      const { content, isError } = ToolAnswer.parse(await ask('tools/call', { name: tool, arguments: given }));
      return { text: content.map(({ text }) => text).join('\n'), failed: isError === true };
    },
  };
}

const ToolAnswer = z.object({ content: z.array(z.object({ text: z.string() })), isError: z.boolean().optional() });
const Message = z.object({ id: z.number(), result: z.unknown(), error: z.unknown() }).partial();

function installedAt(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

function tell(child: ChildProcessWithoutNullStreams, message: object): void {
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** JSON-RPC over the child's standard input and output, a message a line. */
function asker(child: ChildProcessWithoutNullStreams): (method: string, params: object) => Promise<unknown> {
  const waiting = new Map<number, Waiting>();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the MCP server ended: ${errors}`));
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = Message.parse(JSON.parse(line));
    const asked = id === undefined ? undefined : waiting.get(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(JSON.stringify(error)));
  });
  let last = 0;
  return (method, params) => {
    const id = ++last;
    tell(child, { id, method, params });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill();
  });
}
