/** k6 has it since 2.2; its published types do not say so yet. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
