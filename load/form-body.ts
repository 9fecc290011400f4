/**
 * A `multipart/form-data` body whose parts keep their order, which a POST policy asks for: a JavaScript object handed to
 * k6 does not keep it.
 */
const BOUNDARY = '----safelight7MA4YWxkTrZu0gW';

export class FormBody {
  readonly contentType = `multipart/form-data; boundary=${BOUNDARY}`;
  readonly #parts: Uint8Array[] = [];

  field(name: string, value: string): void {
    this.#text(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  }

  file(name: string, filename: string, contentType: string, bytes: ArrayBuffer): void {
    const disposition = `form-data; name="${name}"; filename="${filename}"`;
    this.#text(
      `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${contentType}\r\n\r\n`,
    );
    this.#parts.push(new Uint8Array(bytes));
    this.#text('\r\n');
  }

  /** All of it, closed. */
  body(): ArrayBuffer {
    const parts = [...this.#parts, new TextEncoder().encode(`--${BOUNDARY}--\r\n`)];
    const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.byteLength;
    }
    return whole.buffer;
  }

  #text(text: string): void {
    this.#parts.push(new TextEncoder().encode(text));
  }
}
