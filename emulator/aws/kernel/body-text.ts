import { text } from 'node:stream/consumers';

/** An object's content as text; small objects come whole, others as they are read. */
export const bodyText = async (body: Uint8Array | NodeJS.ReadableStream): Promise<string> =>
  body instanceof Uint8Array ? Buffer.from(body).toString() : text(body);
