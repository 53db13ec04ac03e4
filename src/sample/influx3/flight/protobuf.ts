/** The field of a length-delimited wire type with this number; undefined when the message has none. */
export function bytesField(message: Buffer, wanted: number): Buffer | undefined {
  let place = 0;
  while (place < message.length) {
    const [tag, afterTag] = varint(message, place);
    if ((tag & 7) !== 2) return undefined;
    const [length, from] = varint(message, afterTag);
    place = from + length;
    if (tag >> 3 === wanted) return message.subarray(from, place);
  }
  return undefined;
}

/** A length-delimited field. */
export function field(number: number, value: Buffer): Buffer {
  return Buffer.concat([varintBytes((number << 3) | 2), varintBytes(value.length), value]);
}

function varint(message: Buffer, from: number): [value: number, end: number] {
  let value = 0;
  for (let place = from, scale = 1; place < message.length; place++, scale *= 128) {
    const byte = message.readUInt8(place);
    value += (byte & 127) * scale;
    if (byte < 128) return [value, place + 1];
  }
  return [value, message.length];
}

function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
