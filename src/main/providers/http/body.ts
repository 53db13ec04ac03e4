import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Failure } from '#contract/failure';

/** Beyond this many decoded bytes, a body may not be more than `MAX_RATIO` times what came over the wire. */
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_RATIO = 200;

/**
 * Reads a body whole. Counted are the bytes on the wire and those after decoding, whatever `Content-Length` says;
 * more than `maxBytes` of either is a Failure 'too-large', and an encoding other than one layer of gzip, deflate or br
 * is 'bad-encoding'. The stream is destroyed when reading ends early.
 */
export async function readBody(stream: Readable, encoding: string, maxBytes: number): Promise<Buffer> {
  const tooLarge = new Failure({ kind: 'too-large', limit: maxBytes });
  const chunks: Buffer[] = [];
  let onWire = 0;
  let decoded = 0;
  let exceeded = false;

  const wire = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onWire += chunk.length;
      exceeded ||= onWire > maxBytes;
      done(exceeded ? tooLarge : null, chunk);
    },
  });
  const gather = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      decoded += chunk.length;
      if (decoded > maxBytes || (decoded > RATIO_FROM_BYTES && decoded > onWire * MAX_RATIO)) {
        exceeded = true;
        throw tooLarge;
      }
      chunks.push(chunk);
    }
  };

  const decoder = decoderOf(encoding);
  if (decoder === 'unknown') {
    stream.on('error', () => undefined).destroy();
    throw new Failure({ kind: 'bad-encoding' });
  }
  try {
    if (decoder === 'none') await pipeline(stream, wire, gather);
    else await pipeline(stream, wire, decoder, gather);
  } catch (error) {
    // A pipeline that is stopped from within may name the stop instead of its reason.
    throw exceeded ? tooLarge : error;
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, decoded);
}

function decoderOf(encoding: string): Transform | 'none' | 'unknown' {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return 'none';
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  if (name === 'br') return createBrotliDecompress();
  return 'unknown';
}
