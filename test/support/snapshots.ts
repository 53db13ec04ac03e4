import type { Server } from '#domain/server';
import { factsOfReading, type Snapshot } from '#domain/snapshot';
import { readExportedSnapshot } from '#domain/snapshot-file';
import type { Token } from '#domain/token';
import { aToken } from './tokens.ts';

/** A server that says little of itself. */
export function aSnapshotServer(changes: Partial<Server> = {}): Server {
  const plain = readExportedSnapshot('{"format":"token-explorer-snapshot","tokens":[]}');
  if (!plain) throw new Error('no plain server');
  const self = { kind: 'operator', proof: 'row', mayList: true, tokenId: 'own', grants: [] } as const;
  return { ...plain.server, product: 'InfluxDB OSS', version: '2.9.1', self: { ...self, grants: [] }, ...changes };
}

/** What a server showed at a moment, in ms since 1970. */
export function aSnapshot(readAt: number, tokens: Token[] = [aToken()]): Snapshot {
  const server = aSnapshotServer();
  const end = { readAt, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;
  const facts = factsOfReading(end, { server, address: 'http://server:8086', tokens: tokens.length });
  return { facts, server, tokens };
}
