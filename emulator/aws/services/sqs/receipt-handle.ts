/**
 * Receipt handles name one receipt of a message: the queue, the message, and which receipt it was. They are opaque to
 * clients; AWS's begin with `AQEB` too. A checksum tells a damaged handle from one whose message is gone.
 */
import { crc32 } from 'node:zlib';
import { receiptHandleIsInvalid } from './errors.ts';

export interface Receipt {
  readonly queue: number;
  /** The message's record. */
  readonly message: number;
  /** How often the message had been received then. */
  readonly number: number;
}

const PREFIX = Buffer.from('AQEB', 'base64');
const LENGTH = PREFIX.length + 6 + 6 + 4;

export function writeReceiptHandle({ queue, message, number }: Receipt): string {
  const bytes = Buffer.alloc(LENGTH + 4);
  PREFIX.copy(bytes);
  bytes.writeUIntBE(queue, 3, 6);
  bytes.writeUIntBE(message, 9, 6);
  bytes.writeUInt32BE(number, 15);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, LENGTH)), LENGTH);
  return bytes.toString('base64');
}

/** @throws AwsError ReceiptHandleIsInvalid when the text is no handle, or one of another queue */
export function readReceiptHandle(handle: string, queue: number): Receipt {
  const bytes = Buffer.from(handle, 'base64');
  const intact =
    bytes.length === LENGTH + 4 && bytes.readUInt32BE(LENGTH) === crc32(bytes.subarray(0, LENGTH));
  if (!intact || bytes.readUIntBE(3, 6) !== queue) throw receiptHandleIsInvalid(handle);
  return { queue, message: bytes.readUIntBE(9, 6), number: bytes.readUInt32BE(15) };
}
