/** Frames of HTTP/2 (RFC 9113 section 4.1), and nearly valid ones. */
import { mutateBytes, type Chance } from '#fixtures';

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Uint8Array;
}

const TYPES = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
};
const END_STREAM = 1;
const END_HEADERS = 4;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const LARGEST_PAYLOAD = 16_384;

/** A client's side of a connection with requests one after the other on streams of their own. */
export function connectionOf(
  requests: readonly { readonly fields: readonly (readonly [string, string])[]; readonly body: string }[],
): readonly Frame[] {
  const frames: Frame[] = [{ type: TYPES.settings, flags: 0, stream: 0, payload: new Uint8Array() }];
  for (const [at, { fields, body }] of requests.entries()) {
    const stream = at * 2 + 1;
    const block = Buffer.concat(fields.map(([name, value]) => literal(name, value)));
    const ends = body === '' ? END_STREAM : 0;
    const parts = Array.from({ length: Math.max(1, Math.ceil(block.length / LARGEST_PAYLOAD)) }, (_, n) =>
      block.subarray(n * LARGEST_PAYLOAD, (n + 1) * LARGEST_PAYLOAD),
    );
    for (const [n, payload] of parts.entries()) {
      const flags = (n === 0 ? ends : 0) | (n === parts.length - 1 ? END_HEADERS : 0);
      frames.push({ type: n === 0 ? TYPES.headers : TYPES.continuation, flags, stream, payload });
    }
    if (body !== '')
      frames.push({ type: TYPES.data, flags: END_STREAM, stream, payload: Buffer.from(body, 'latin1') });
  }
  return frames;
}

export const bytesOf = (frames: readonly Frame[]): Buffer =>
  Buffer.concat([Buffer.from(PREFACE), ...frames.map(bytesOfFrame)]);

function bytesOfFrame({ type, flags, stream, payload }: Frame): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header field that nobody has to remember (RFC 7541 section 6.2.2), without Huffman's code. */
const literal = (name: string, value: string): Buffer =>
  Buffer.concat([Buffer.of(0), text(name), text(value)]);

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  const length: number[] = [];
  let rest = bytes.length;
  if (rest < 127) length.push(rest);
  else {
    length.push(127);
    for (rest -= 127; rest >= 128; rest >>= 7) length.push((rest & 127) | 128);
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** One frame is lost, repeated, misplaced, changed, or one comes that nobody expects. */
export function mutateFrames(frames: readonly Frame[], chance: Chance): readonly Frame[] {
  if (frames.length === 0) return [unexpected(chance)];
  const changed = [...frames];
  const at = chance.below(frames.length);
  const frame = changed[at]!;
  switch (chance.below(8)) {
    case 0:
      changed.splice(at, 1);
      return changed;
    case 1:
      changed.splice(at, 0, ...Array.from({ length: chance.of([1, 2, 100]) }, () => frame));
      return changed;
    case 2: {
      const other = chance.below(frames.length);
      [changed[at], changed[other]] = [changed[other]!, frame];
      return changed;
    }
    case 3:
      changed[at] = { ...frame, type: chance.of([...Object.values(TYPES), 5, 10, 255]) };
      return changed;
    case 4:
      changed[at] = { ...frame, flags: chance.below(256) };
      return changed;
    case 5:
      changed[at] = { ...frame, stream: chance.of([0, 1, 2, 3, 5, 2 ** 31 - 1, 2 ** 32 - 1]) };
      return changed;
    case 6:
      changed[at] = { ...frame, payload: mutateBytes(frame.payload, chance) };
      return changed;
    default:
      changed.splice(at, 0, unexpected(chance));
      return changed;
  }
}

function unexpected(chance: Chance): Frame {
  const payload = Buffer.alloc(chance.of([0, 4, 5, 6, 8, 17, 600]));
  for (const n of payload.keys()) if (chance.hits(0.3)) payload[n] = chance.below(256);
  return {
    type: chance.of(Object.values(TYPES)),
    flags: chance.of([0, 0, END_STREAM, END_HEADERS, END_STREAM | END_HEADERS, 255]),
    stream: chance.of([0, 1, 3]),
    payload,
  };
}
