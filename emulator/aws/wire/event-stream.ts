/**
 * Streams of events, `application/vnd.amazon.eventstream`: each event a message of two lengths and their CRC-32, headers, a
 * payload, and the CRC-32 of it all. A member that is bytes is the payload itself; an event without one is a JSON document.
 *
 * Evidence: Smithy's "Amazon Event Stream Specification"; read back by the official SDK in tests.
 */
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

export const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** The type of a header that is a text. */
const TEXT = 7;
/** Bytes: the length of the whole and of the headers, and their checksum. */
const PRELUDE = 12;
const CHECKSUM = 4;

/** @param events each an object with one member, named as the event is: `{ PayloadChunk: { Payload } }` */
export function encodeEventStream(events: AsyncIterable<object>): Readable {
  return Readable.from(encoded(events));
}

async function* encoded(events: AsyncIterable<object>): AsyncGenerator<Buffer> {
  for await (const event of events) {
    for (const [name, value] of Object.entries(event)) yield encodeEvent(name, value as object);
  }
}

function encodeEvent(name: string, value: object): Buffer {
  const bytes = Object.values(value).find((member) => member instanceof Uint8Array);
  const payload = bytes ?? Buffer.from(JSON.stringify(value));
  const headers = Buffer.concat([
    header(':event-type', name),
    header(':content-type', bytes === undefined ? 'application/json' : 'application/octet-stream'),
    header(':message-type', 'event'),
  ]);
  const message = Buffer.alloc(PRELUDE + headers.length + payload.length + CHECKSUM);
  message.writeUInt32BE(message.length);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, PRELUDE);
  message.set(payload, PRELUDE + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, -CHECKSUM)), message.length - CHECKSUM);
  return message;
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([TEXT]),
    length,
    Buffer.from(value),
  ]);
}
