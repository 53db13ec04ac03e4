import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Failure } from '#contract/failure';

/** Beyond this many decoded bytes, a body may not be more than `MAX_RATIO` times what came over the wire. */
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_RATIO = 200;

/** Where the decoded bytes of a body go, and what is left of them at the end. */
interface Sink {
  push(chunk: Buffer): void;
  rest(): Buffer;
}

/** Keeps all bytes. */
export class WholeBody implements Sink {
  readonly #chunks: Buffer[] = [];

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  rest(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/**
 * Reads a body to its end into a sink. Counted are the bytes on the wire and those after decoding, whatever
 * `Content-Length` says; more than `maxBytes` of either is a Failure 'too-large', and an encoding other than one layer
 * of gzip, deflate or br is 'bad-encoding'. The stream is destroyed when reading ends early.
 */
export async function readBody(stream: Readable, encoding: string, maxBytes: number, sink: Sink): Promise<void> {
  const decoder = decoderOf(encoding);
  if (decoder === 'unknown') {
    stream.on('error', () => undefined).destroy();
    throw new Failure({ kind: 'bad-encoding' });
  }
  const tally = new Tally(maxBytes);
  const wire = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      tally.onWire += chunk.length;
      done(tally.isTooMuch ? tally.failure : null, chunk);
    },
  });
  const gather = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      tally.decoded += chunk.length;
      if (tally.isTooMuch) throw tally.failure;
      sink.push(chunk);
    }
  };
  try {
    if (decoder === 'none') await pipeline(stream, wire, gather);
    else await pipeline(stream, wire, decoder, gather);
  } catch (error) {
    // A pipeline that is stopped from within may name the stop instead of its reason.
    throw tally.isTooMuch ? tally.failure : error;
  }
}

/** What came of a body so far, and whether that is more than it may be. */
class Tally {
  onWire = 0;
  decoded = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isTooMuch(): boolean {
    if (this.onWire > this.#maxBytes || this.decoded > this.#maxBytes) return true;
    return this.decoded > RATIO_FROM_BYTES && this.decoded > this.onWire * MAX_RATIO;
  }

  get failure(): Failure {
    return new Failure({ kind: 'too-large', limit: this.#maxBytes });
  }
}

function decoderOf(encoding: string): Transform | 'none' | 'unknown' {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return 'none';
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  if (name === 'br') return createBrotliDecompress();
  return 'unknown';
}
